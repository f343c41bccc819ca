using Attachments.EntityFrameworkCore.Tests.Mail;
using Attachments.Persistence;
using Attachments.Testing.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Attachments.EntityFrameworkCore.Tests.Messages;

// A message that the host deletes through EF, without a call of the library.
public abstract class CascadeTests(MailDatabase database) : IAsyncLifetime
{
    private readonly Guid message = Guid.NewGuid();
    private readonly Guid other = Guid.NewGuid();

    private AttachmentRepositories? repositories;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AttachmentRepositories Repositories => repositories!;

    public async ValueTask InitializeAsync()
    {
        await database.CreateAsync(message, other);
        repositories = MailDatabase.Repositories(database.CreateHost<Guid>());
    }

    [Fact]
    public async Task Deleting_a_message_deletes_its_attachments_and_no_others()
    {
        await Repositories.AttachAsync(Uploads.New(message, content: 1));
        await Repositories.AttachAsync(Uploads.New(message, content: 2));
        var kept = await Repositories.AttachAsync(Uploads.New(other, content: 1));

        await DeleteMessageAsync();

        await using var context = database.CreateContext<Guid>();
        Assert.Equal([kept.Id.Value], await context.Attachments.Select(attachment => attachment.Id).ToListAsync(Token));
    }

    [Fact]
    public async Task The_walk_condemns_the_blobs_that_the_cascade_left_and_keeps_the_shared()
    {
        var lost = await Repositories.AttachAsync(Uploads.New(message, content: 1));
        await Repositories.AttachAsync(Uploads.New(message, content: 2));
        await Repositories.AttachAsync(Uploads.New(other, content: 2));
        await DeleteMessageAsync();

        var page = await Repositories.Blobs.CondemnUnreferencedAsync(null, 100, TimeSpan.Zero, Token);

        Assert.Equal([lost.Key], page.Condemned);
        Assert.Equal([lost.Key], await Repositories.Blobs.ClaimStraysAsync(100, Uploads.Long, Token));
    }

    [Fact]
    public async Task An_upload_whose_message_is_deleted_before_it_attaches_anew_ends_as_deleted()
    {
        var upload = Uploads.New(message);
        Assert.Equal(AttachStatus.Reserved, (await Repositories.Attachments.AttachOrReserveAsync(upload, Uploads.Long, Token)).Status);
        await DeleteMessageAsync();

        var outcome = await Repositories.Attachments.AttachNewAsync(upload, Token);

        Assert.Equal(new AttachOutcome(AttachStatus.MessageDeleted), outcome);
    }

    [Fact]
    public async Task A_failed_attach_leaves_the_reservation_to_its_uploader_and_no_blob()
    {
        var upload = Uploads.New(message);
        await Repositories.Attachments.AttachOrReserveAsync(upload, Uploads.Long, Token);
        await DeleteMessageAsync();

        await Repositories.Attachments.AttachNewAsync(upload, Token);

        await using var context = database.CreateContext<Guid>();
        Assert.False(await context.Blobs.AnyAsync(Token));
        Assert.True(await Repositories.Attachments.RenewReservationAsync(upload.OwnBlob, Uploads.Long, Token));
    }

    [Fact]
    public async Task An_upload_of_known_bytes_into_a_deleted_message_ends_as_deleted()
    {
        await Repositories.AttachAsync(Uploads.New(other, content: 1));
        await DeleteMessageAsync();

        var outcome = await Repositories.Attachments.AttachOrReserveAsync(Uploads.New(message, content: 1), Uploads.Long, Token);

        Assert.Equal(new AttachOutcome(AttachStatus.MessageDeleted), outcome);
    }

    [Fact]
    public async Task A_message_id_of_another_form_names_no_message()
    {
        var upload = Uploads.New(message) with { Message = Attachments.Messages.MessageId.Parse("not-a-guid") };

        Assert.Equal(AttachStatus.MessageDeleted, (await Repositories.Attachments.AttachOrReserveAsync(upload, Uploads.Long, Token)).Status);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await database.DisposeAsync();
    }

    private async Task DeleteMessageAsync()
    {
        await using var context = database.CreateContext<Guid>();
        context.Remove(await context.Messages.SingleAsync(row => row.Id == message, Token));
        await context.SaveChangesAsync(Token);
    }
}
