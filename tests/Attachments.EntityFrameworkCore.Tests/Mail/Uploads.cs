using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Xunit;

namespace Attachments.EntityFrameworkCore.Tests.Mail;

internal static class Uploads
{
    public static readonly TimeSpan Long = TimeSpan.FromHours(1);

    public static NewAttachment New(Guid message, int content = 1) => new()
    {
        Id = new AttachmentId(Guid.CreateVersion7()),
        Message = MessageId.Parse(message.ToString("D")),
        Owner = UserId.Parse("owner"),
        UploadedBy = UserId.Parse("uploader"),
        FileName = $"file-{content}.txt",
        ContentType = "text/plain",
        ContentEncoding = ContentEncoding.Base64,
        OwnBlob = new BlobKey(TenantId.Parse("tenant-1"), new BlobId(Guid.CreateVersion7())),
        Digest = ContentDigest.Of(BitConverter.GetBytes(content)),
        Length = 1000 + content,
        MaxAttachmentsPerMessage = 20,
    };

    public static async Task<Attachment> AttachAsync(this AttachmentRepositories repositories, NewAttachment attachment)
    {
        var outcome = await repositories.Attachments.AttachOrReserveAsync(attachment, Long, TestContext.Current.CancellationToken);
        if (outcome.Status == AttachStatus.Reserved)
            outcome = await repositories.Attachments.AttachNewAsync(attachment, TestContext.Current.CancellationToken);

        Assert.Equal(AttachStatus.Attached, outcome.Status);
        return outcome.Attachment!;
    }
}
