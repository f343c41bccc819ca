using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;

namespace Attachments.Contract.Scanning;

internal static class MailClientScanExtensions
{
    /// <summary>Reads what the metadata says of an attachment's scan.</summary>
    public static async Task<string?> ScanStatusAsync(this MailClient mail, string id) =>
        AttachmentView.Of((await mail.MetadataAsync(id)).ShouldBe(HttpStatusCode.OK).Json).ScanStatus;

    /// <summary>Waits for a verdict.</summary>
    public static Task BecomesAsync(this MailClient mail, AttachmentView attachment, string status) =>
        Eventually.HoldsAsync(async () => await mail.ScanStatusAsync(attachment.Id) == status, $"{attachment.FileName} is {status}");

    /// <summary>Uploads a file into a new draft, and waits for its verdict.</summary>
    public static async Task<AttachmentView> AttachScannedAsync(this MailClient mail, byte[] content, string status, string fileName = "note.txt")
    {
        var attachment = await mail.AttachAsync(await mail.DraftAsync(), content, fileName, contentType: null);
        await mail.BecomesAsync(attachment, status);
        return attachment;
    }

    /// <summary>Checks that no row, no blob and no temporary file is left on a host of the test's own.</summary>
    public static async Task ShouldBeEmptyAsync(this RunningHost host)
    {
        Assert.Empty(await host.BlobsAsync());
        foreach (var table in new[] { "attachments", "blobs", "strays" })
            Assert.True(await host.CountRowsAsync(table) == 0, $"{table} has rows");
    }
}
