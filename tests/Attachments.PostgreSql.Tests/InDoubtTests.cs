using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Storage;
using Xunit;

namespace Attachments.PostgreSql.Tests;

// The connection is lost between the commit and its answer.
public sealed class InDoubtTests : IAsyncLifetime
{
    private static readonly TenantId Tenant = TenantId.Parse("tenant");
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private CutHost host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await CutHost.StartAsync(Token);

    [Fact]
    public async Task A_repeated_attach_finds_the_attachment_that_was_made_unseen()
    {
        var attachment = New("m1");
        await host.Cut.Attachments.AttachOrReserveAsync(attachment, Long, Token);
        host.CutNextAnswer();

        var outcome = await host.Cut.Attachments.AttachNewAsync(attachment, Token);

        Assert.Equal(AttachStatus.Attached, outcome.Status);
        Assert.True(outcome.InDoubt);
        Assert.Equal(attachment.OwnBlob, outcome.Attachment!.Key);
        Assert.Equal([outcome.Attachment], (await host.Others.Attachments.ListAsync(Tenant, attachment.Message, 0, 10, Token)).Items);
    }

    [Fact]
    public async Task A_refusal_is_in_doubt_because_the_blob_that_was_made_unseen_may_be_another_message_s_by_now()
    {
        var attachment = New("m1");
        await host.Cut.Attachments.AttachOrReserveAsync(attachment, Long, Token);
        AttachOutcome? other = null;
        host.CutNextAnswer(async () =>
        {
            other = await host.Others.Attachments.AttachOrReserveAsync(New("m2"), Long, Token);
            await host.Others.Attachments.DeleteAsync(Tenant, [new AttachmentReference(attachment.Id, attachment.OwnBlob.Blob)], Long, Token);
            await host.Others.Seals.MarkDeletedAsync(Tenant, attachment.Message, Token);
        });

        var outcome = await host.Cut.Attachments.AttachNewAsync(attachment, Token);

        Assert.Equal(AttachStatus.MessageDeleted, outcome.Status);
        Assert.True(outcome.InDoubt);
        Assert.Equal(attachment.OwnBlob, other!.Attachment!.Key);
    }

    [Fact]
    public async Task A_repeated_reservation_keeps_the_one_that_was_made_unseen()
    {
        var attachment = New("m1");
        host.CutNextAnswer();

        var outcome = await host.Cut.Attachments.AttachOrReserveAsync(attachment, Long, Token);

        Assert.Equal(AttachStatus.Reserved, outcome.Status);
        Assert.True(outcome.InDoubt);
        Assert.Equal(AttachStatus.Attached, (await host.Cut.Attachments.AttachNewAsync(attachment, Token)).Status);
    }

    [Fact]
    public async Task A_repeated_delete_does_not_say_that_there_was_nothing_to_delete()
    {
        var attachment = New("m1");
        await host.Cut.Attachments.AttachOrReserveAsync(attachment, Long, Token);
        await host.Cut.Attachments.AttachNewAsync(attachment, Token);
        host.CutNextAnswer();

        var outcome = await host.Cut.Attachments.DeleteAsync(Tenant, [new AttachmentReference(attachment.Id, attachment.OwnBlob.Blob)], TimeSpan.Zero, Token);

        Assert.Equal(1, outcome.Deleted);
        Assert.Equal([attachment.OwnBlob], await host.Others.Blobs.ClaimStraysAsync(10, Long, Token));
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
    }

    private static NewAttachment New(string message) => new()
    {
        Id = new AttachmentId(Guid.CreateVersion7()),
        Message = MessageId.Parse(message),
        Owner = UserId.Parse("owner"),
        UploadedBy = UserId.Parse("owner"),
        FileName = "file.txt",
        ContentType = "text/plain",
        ContentEncoding = ContentEncoding.None,
        OwnBlob = new BlobKey(Tenant, new BlobId(Guid.CreateVersion7())),
        Digest = ContentDigest.Of("content"u8),
        Length = 7,
        MaxAttachmentsPerMessage = 20,
    };
}
