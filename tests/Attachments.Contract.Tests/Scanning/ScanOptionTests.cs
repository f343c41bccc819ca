using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Material;

namespace Attachments.Contract.Scanning;

/// <summary>What an operator can allow, and what not.</summary>
public abstract class ScanOptionTests(ContractHost kind) : ContractTests(kind)
{
    private static readonly (string, string?) BeforeScan = ("Attachments__Scanning__AllowDownloadBeforeScan", "true");
    private static readonly (string, string?) Unscannable = ("Attachments__Scanning__AllowUnscannable", "true");

    [Fact]
    public async Task Pending_file_can_be_downloaded_where_that_is_allowed_but_not_sent()
    {
        var mail = (await Kind.ShareAsync([.. ScanSettings.Background(ScanSettings.Nowhere), BeforeScan])).As(User);
        var attachment = await mail.AttachAsync("not scanned");

        Assert.Equal("not scanned", (await mail.DownloadAsync(attachment.Id)).ShouldBe(HttpStatusCode.OK).Text);
        (await mail.SendMessageAsync(attachment.MessageId)).ShouldBeProblem(HttpStatusCode.Conflict, "scan_pending");
    }

    [Fact]
    public async Task Infected_file_stays_403_whatever_is_allowed()
    {
        var mail = (await Kind.ShareAsync([.. ScanSettings.Background(ScanSettings.Tcp), BeforeScan, Unscannable])).As(User);
        var attachment = await mail.AttachScannedAsync(Malware.Fresh(), "infected");

        (await mail.DownloadAsync(attachment.Id)).ShouldBeProblem(HttpStatusCode.Forbidden, "malware_detected");
        (await mail.SendMessageAsync(attachment.MessageId)).ShouldBeProblem(HttpStatusCode.Conflict, "malware_detected");
    }

    [Fact]
    public async Task Unscannable_file_is_given_out_and_sent_where_that_is_allowed()
    {
        var mail = (await Kind.ShareAsync([.. ScanSettings.Background(ScanSettings.Tcp), BeforeScan, Unscannable])).As(User);
        var bytes = Malware.Encrypted();
        var attachment = await mail.AttachScannedAsync(bytes, "unscannable", "secret.zip");

        Assert.Equal(bytes, (await mail.DownloadAsync(attachment.Id)).ShouldBe(HttpStatusCode.OK).Body);
        (await mail.SendMessageAsync(attachment.MessageId)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Unscannable_upload_is_taken_inline_where_that_is_allowed()
    {
        var mail = (await Kind.ShareAsync([.. ScanSettings.Inline(ScanSettings.Tcp), Unscannable])).As(User);
        var bytes = Malware.Encrypted();

        var attachment = await mail.AttachAsync(await mail.DraftAsync(), bytes, "secret.zip", "application/zip");

        Assert.Equal("unscannable", attachment.ScanStatus);
        Assert.Equal(bytes, (await mail.DownloadAsync(attachment.Id)).ShouldBe(HttpStatusCode.OK).Body);
        (await mail.SendMessageAsync(attachment.MessageId)).ShouldBe(HttpStatusCode.OK);
        (await mail.UploadAsync(await mail.DraftAsync(), Malware.Fresh())).ShouldBeProblem(HttpStatusCode.BadRequest, "malware_detected");
    }

    [Fact]
    public async Task Quarantined_bytes_are_kept_out_of_reach()
    {
        var host = await Kind.ShareAsync([.. ScanSettings.Background(ScanSettings.Tcp), ("Attachments__Scanning__InfectedContent", "Quarantine")]);
        var (mail, bytes) = (host.As(User), Malware.Fresh());
        var attachment = await mail.AttachScannedAsync(bytes, "infected");

        (await mail.DownloadAsync(attachment.Id)).ShouldBeProblem(HttpStatusCode.Forbidden, "malware_detected");
        (await mail.UploadAsync(await mail.DraftAsync(), bytes)).ShouldBeProblem(HttpStatusCode.BadRequest, "malware_detected");
        Assert.Single(await host.BlobsOfAsync(bytes));

        // Kept as evidence when their last attachment goes, and known still.
        (await mail.DeleteAttachmentAsync(attachment.Id)).ShouldBe(HttpStatusCode.OK);
        Assert.Single(await host.BlobsOfAsync(bytes));
        (await mail.UploadAsync(await mail.DraftAsync(), bytes)).ShouldBeProblem(HttpStatusCode.BadRequest, "malware_detected");
    }
}
