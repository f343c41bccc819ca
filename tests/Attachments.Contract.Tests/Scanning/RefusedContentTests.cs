using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Scanning;

/// <summary>Bytes that are infected, unscannable or not scanned yet are not given out and not sent.</summary>
public abstract class RefusedContentTests(ContractHost kind) : ContractTests(kind)
{
    private static readonly string[] HeadersOfContent = ["ETag", "Last-Modified", "Repr-Digest", "Content-Disposition", "Content-Range", "Accept-Ranges"];

    [Fact]
    public async Task Infected_file_is_403_however_it_is_asked_for()
    {
        var (mail, attachment) = await InfectedAsync();

        await AssertRefusedAsync(mail, attachment, HttpStatusCode.Forbidden, "malware_detected");
    }

    [Fact]
    public async Task Unscannable_file_is_403_however_it_is_asked_for()
    {
        var (mail, attachment) = await UnscannableAsync();

        await AssertRefusedAsync(mail, attachment, HttpStatusCode.Forbidden, "file_unscannable");
    }

    [Fact]
    public async Task Pending_file_is_409_with_retry_after_however_it_is_asked_for()
    {
        var (mail, attachment) = await PendingAsync();

        await AssertRefusedAsync(mail, attachment, HttpStatusCode.Conflict, "scan_pending");
        Assert.InRange(int.Parse((await mail.DownloadAsync(attachment.Id)).Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
    }

    [Fact]
    public async Task Infected_files_row_stays_and_its_bytes_go()
    {
        var host = await BackgroundAsync();
        var bytes = Malware.Fresh();
        var attachment = await host.As(User).AttachScannedAsync(bytes, "infected");

        await Eventually.HoldsAsync(async () => (await host.BlobsOfAsync(bytes)).Count == 0, "the infected bytes are gone");

        // 403 comes before 404: the bytes that are gone were not lost.
        (await host.As(User).DownloadAsync(attachment.Id)).ShouldBeProblem(HttpStatusCode.Forbidden, "malware_detected", "File failed virus scan");
        Assert.Equal(attachment.Id, Assert.Single(await host.As(User).AllOfAsync(attachment.MessageId)).Id);
        Assert.Equal(1, await host.CountRowsAsync("attachments", User.Tenant));
        Assert.Equal(1, await host.CountRowsAsync("blobs", User.Tenant));
    }

    [Fact]
    public async Task Unscannable_files_bytes_stay()
    {
        var host = await BackgroundAsync();
        var bytes = Malware.Encrypted();

        await host.As(User).AttachScannedAsync(bytes, "unscannable", "secret.zip");

        Assert.Single(await host.BlobsOfAsync(bytes));
    }

    [Fact]
    public async Task Foreign_infected_file_is_answered_as_one_that_does_not_exist()
    {
        var (mail, attachment) = await InfectedAsync();
        var absent = "01234567-89ab-7def-8123-456789abcdef";

        foreach (var other in new[] { mail.As(User.Colleague()), mail.As(Caller.New()) })
            Assert.Equal((await other.DownloadAsync(absent)).ShouldBe(HttpStatusCode.NotFound).Transcript(), (await other.DownloadAsync(attachment.Id)).Transcript());
    }

    [Fact]
    public async Task Admin_gets_no_infected_file_either()
    {
        var (mail, attachment) = await InfectedAsync();

        (await mail.As(User.Admin()).DownloadAsync(attachment.Id)).ShouldBeProblem(HttpStatusCode.Forbidden, "malware_detected");
    }

    [Fact]
    public async Task Metadata_and_list_are_there_whatever_the_verdict()
    {
        foreach (var ((mail, attachment), status) in new[] { (await InfectedAsync(), "infected"), (await UnscannableAsync(), "unscannable"), (await PendingAsync(), "pending") })
        {
            Assert.Equal(status, await mail.ScanStatusAsync(attachment.Id));
            Assert.Equal(attachment.Id, Assert.Single(await mail.AllOfAsync(attachment.MessageId)).Id);
        }
    }

    [Fact]
    public async Task Owner_can_always_delete()
    {
        foreach (var (mail, attachment) in new[] { await InfectedAsync(), await UnscannableAsync(), await PendingAsync() })
        {
            (await mail.DeleteAttachmentAsync(attachment.Id)).ShouldBe(HttpStatusCode.OK);
            (await mail.DeleteAttachmentAsync(attachment.Id)).ShouldBeProblem(HttpStatusCode.NotFound, "attachment_not_found");
            (await mail.DownloadAsync(attachment.Id)).ShouldBeProblem(HttpStatusCode.NotFound, "attachment_not_found");
        }
    }

    [Fact]
    public async Task Message_with_an_infected_unscannable_or_pending_file_is_not_sent()
    {
        foreach (var ((mail, attachment), code) in new[] { (await InfectedAsync(), "malware_detected"), (await UnscannableAsync(), "file_unscannable"), (await PendingAsync(), "scan_pending") })
        {
            (await mail.SendMessageAsync(attachment.MessageId)).ShouldBeProblem(HttpStatusCode.Conflict, code);

            // It is a draft as before, and can be sent without what kept it back.
            var harmless = await mail.AttachAsync(attachment.MessageId, Bytes.Fresh());
            (await mail.DeleteAttachmentAsync(attachment.Id)).ShouldBe(HttpStatusCode.OK);
            if (code == "scan_pending")
                (await mail.DeleteAttachmentAsync(harmless.Id)).ShouldBe(HttpStatusCode.OK);
            else
                await mail.BecomesAsync(harmless, "safe");
            (await mail.SendMessageAsync(attachment.MessageId)).ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Sending_says_when_to_come_back_while_a_verdict_is_awaited()
    {
        var (mail, attachment) = await PendingAsync();

        Assert.NotNull((await mail.SendMessageAsync(attachment.MessageId)).ShouldBeProblem(HttpStatusCode.Conflict, "scan_pending").Header("Retry-After"));
    }

    private static async Task AssertRefusedAsync(MailClient mail, AttachmentView attachment, HttpStatusCode status, string code)
    {
        var etag = $"\"{attachment.ContentHash}\"";
        (HttpMethod Method, string Query, (string, string)[] Headers)[] requests =
        [
            (HttpMethod.Get, "", []),
            (HttpMethod.Get, "?inline=true", []),
            (HttpMethod.Get, "", [("Range", "bytes=0-3")]),
            (HttpMethod.Get, "", [("Range", "bytes=-1")]),
            (HttpMethod.Get, "", [("Range", "bytes=0-0,2-3")]),
            (HttpMethod.Get, "", [("Range", "bytes=99999999-")]),
            (HttpMethod.Get, "", [("Range", "bytes=0-3"), ("If-Range", etag)]),
            (HttpMethod.Get, "", [("If-None-Match", etag)]),
            (HttpMethod.Get, "", [("If-None-Match", "*")]),
            (HttpMethod.Get, "", [("If-Match", "\"another\"")]),
            (HttpMethod.Get, "", [("If-Modified-Since", "Fri, 31 Dec 2100 23:59:59 GMT")]),
            (HttpMethod.Get, "", [("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")]),
            (HttpMethod.Head, "", []),
            (HttpMethod.Head, "", [("If-None-Match", etag)]),
            (HttpMethod.Head, "?inline=true", [("Range", "bytes=0-3")]),
        ];

        foreach (var (method, query, headers) in requests)
        {
            var answer = await mail.SendAsync(method, $"/api/v1/attachments/{attachment.Id}/download{query}", null, headers);

            answer.ShouldBe(status);
            Assert.DoesNotContain(HeadersOfContent, name => answer.Header(name) is not null);
            if (method == HttpMethod.Head)
                Assert.Empty(answer.Body);
            else
                answer.ShouldBeProblem(status, code);
        }
    }

    private async Task<RunningHost> BackgroundAsync() => await Kind.ShareAsync(ScanSettings.Background(ScanSettings.Tcp));

    private async Task<(MailClient, AttachmentView)> InfectedAsync()
    {
        var mail = (await BackgroundAsync()).As(User);
        return (mail, await mail.AttachScannedAsync(Malware.Fresh(), "infected"));
    }

    private async Task<(MailClient, AttachmentView)> UnscannableAsync()
    {
        var mail = (await BackgroundAsync()).As(User);
        return (mail, await mail.AttachScannedAsync(Malware.Encrypted(), "unscannable", "secret.zip"));
    }

    private async Task<(MailClient, AttachmentView)> PendingAsync()
    {
        var mail = (await Kind.ShareAsync(ScanSettings.Background(ScanSettings.Nowhere))).As(User);
        return (mail, await mail.AttachAsync(await mail.DraftAsync(), Bytes.Fresh()));
    }
}
