using Attachments.Content;
using Attachments.EntityFrameworkCore.Tests.Mail;
using Attachments.Scanning;
using Attachments.Testing.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Attachments.EntityFrameworkCore.Tests.Queries;

// What a host reads by LINQ, of rows that the library wrote.
public abstract class QueryTests(MailDatabase database) : IAsyncLifetime
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
    public async Task A_row_reads_as_the_library_wrote_it()
    {
        var attached = await Repositories.AttachAsync(Uploads.New(message));

        await using var context = database.CreateContext<Guid>();
        var row = await context.Attachments.Include(attachment => attachment.Blob).Include(attachment => attachment.Message).SingleAsync(Token);

        Assert.Equal(
            (attached.Id.Value, "tenant-1", message, "owner", "uploader", attached.Blob.Value, "file-1.txt", "text/plain", ContentEncoding.Base64, attached.UploadedAt),
            (row.Id, row.TenantId, row.Message.Id, row.OwnerId, row.UploadedBy, row.BlobId, row.FileName, row.ContentType, row.ContentEncoding, row.UploadedAt));
        Assert.Equal(
            (attached.Blob.Value, "tenant-1", 1001L, ScanStatus.Pending, 0, null, null),
            (row.Blob.Id, row.Blob.TenantId, row.Blob.Length, row.Blob.ScanStatus, row.Blob.ScanAttempts, row.Blob.ScanEngine, row.Blob.ScannedAt));
        Assert.Equal(attached.Digest.ToByteArray(), row.Blob.Digest);
    }

    [Fact]
    public async Task Messages_are_found_by_what_is_attached()
    {
        await Repositories.AttachAsync(Uploads.New(message, content: 1));
        await Repositories.AttachAsync(Uploads.New(other, content: 500));

        await using var context = database.CreateContext<Guid>();
        var found = await context.Messages.Where(row => row.Attachments.Any(attachment => attachment.Blob.Length > 1400)).Select(row => row.Id).ToListAsync(Token);

        Assert.Equal([other], found);
    }

    [Fact]
    public async Task Attachments_are_joined_with_what_the_host_knows_of_their_messages()
    {
        await Repositories.AttachAsync(Uploads.New(message, content: 1));
        await Repositories.AttachAsync(Uploads.New(message, content: 2));
        await Repositories.AttachAsync(Uploads.New(other, content: 1));

        await using var context = database.CreateContext<Guid>();
        var found = await (
            from row in context.Messages
            join attachment in context.Attachments on row.Id equals attachment.Message.Id
            where row.Subject == $"About {message}"
            orderby attachment.UploadedAt, attachment.Id
            select attachment.FileName).ToListAsync(Token);

        Assert.Equal(["file-1.txt", "file-2.txt"], found);
    }

    [Fact]
    public async Task Times_ids_and_verdicts_are_compared_in_the_database()
    {
        var attached = await Repositories.AttachAsync(Uploads.New(message));
        var since = attached.UploadedAt;

        await using var context = database.CreateContext<Guid>();
        var query = context.Attachments.Where(attachment =>
            attachment.Id == attached.Id.Value && attachment.UploadedAt >= since && attachment.Blob.ScanStatus == ScanStatus.Pending);

        Assert.Equal(1, await query.CountAsync(Token));
        Assert.Equal(0, await query.CountAsync(attachment => attachment.UploadedAt > since, Token));
    }

    [Fact]
    public async Task The_message_s_key_is_read_from_the_attachment_s_own_row()
    {
        await Repositories.AttachAsync(Uploads.New(message));

        await using var context = database.CreateContext<Guid>();
        var keys = context.Attachments.Select(attachment => EF.Property<Guid>(attachment, "MessageId"));

        Assert.DoesNotContain("JOIN", keys.ToQueryString(), StringComparison.Ordinal);
        Assert.Equal([message], await keys.ToListAsync(Token));
    }

    [Fact]
    public async Task A_message_is_loaded_with_its_attachments()
    {
        await Repositories.AttachAsync(Uploads.New(message));

        await using var context = database.CreateContext<Guid>();
        var loaded = await context.Messages.Include(row => row.Attachments).SingleAsync(row => row.Id == message, Token);

        Assert.Equal("file-1.txt", Assert.Single(loaded.Attachments).FileName);
    }

    [Fact]
    public async Task Moving_an_attachment_to_another_message_is_refused()
    {
        await Repositories.AttachAsync(Uploads.New(message));
        await using var context = database.CreateContext<Guid>();
        var row = await context.Attachments.SingleAsync(Token);

        var target = await context.Messages.SingleAsync(candidate => candidate.Id == other, Token);
        target.Attachments.Add(row);

        await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync(Token));
    }

    [Fact]
    public async Task Renaming_an_attachment_is_refused()
    {
        await Repositories.AttachAsync(Uploads.New(message));
        await using var context = database.CreateContext<Guid>();
        var row = await context.Attachments.SingleAsync(Token);

        context.Entry(row).Property(attachment => attachment.FileName).CurrentValue = "other.txt";

        await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync(Token));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await database.DisposeAsync();
    }
}
