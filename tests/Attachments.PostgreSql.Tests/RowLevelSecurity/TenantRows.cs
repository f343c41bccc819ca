using System.Text;
using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Xunit;

namespace Attachments.PostgreSql.Tests.RowLevelSecurity;

internal static class TenantRows
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    public static NewAttachment New(TenantId tenant, MessageId message, string content) => new()
    {
        Id = new AttachmentId(Guid.CreateVersion7()),
        Message = message,
        Owner = UserId.Parse("owner"),
        UploadedBy = UserId.Parse("owner"),
        FileName = $"{content}.txt",
        ContentType = "text/plain",
        ContentEncoding = ContentEncoding.None,
        OwnBlob = new BlobKey(tenant, new BlobId(Guid.CreateVersion7())),
        Digest = ContentDigest.Of(Encoding.UTF8.GetBytes(content)),
        Length = 7,
        MaxAttachmentsPerMessage = 1000,
    };

    public static async Task<Attachment> AttachAsync(AttachmentRepositories repositories, NewAttachment attachment, CancellationToken cancellationToken)
    {
        var outcome = await repositories.Attachments.AttachOrReserveAsync(attachment, Long, cancellationToken);
        if (outcome.Status == AttachStatus.Reserved)
            outcome = await repositories.Attachments.AttachNewAsync(attachment, cancellationToken);

        Assert.Equal(AttachStatus.Attached, outcome.Status);
        return outcome.Attachment!;
    }
}
