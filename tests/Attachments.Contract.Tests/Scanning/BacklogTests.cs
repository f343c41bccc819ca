using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;
using Attachments.Scanning.ClamAV.Daemons;

namespace Attachments.Contract.Scanning;

/// <summary>What waits for its scan stands in the database, and so survives whatever happens to hosts.</summary>
public abstract class BacklogTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Pending_files_are_scanned_by_a_host_that_was_restarted()
    {
        await using var clamd = await Clamd.StartAsync();
        await clamd.KillAsync();

        // The killed process may have had a scan under way: nobody takes that over before its lease, twice the time-out, has run out.
        await using var host = await Kind.StartAsync([.. ScanSettings.Impatient(clamd.TcpEndpoint), ("Attachments__Scanning__Timeout", "00:00:02")]);
        var message = await host.As(User).DraftAsync();
        var clean = new List<AttachmentView>();
        for (var i = 0; i < 10; i++)
            clean.Add(await host.As(User).AttachAsync(message, Bytes.Fresh()));
        var infected = await host.As(User).AttachAsync(message, Malware.Eicar());

        await host.RestartAsync();
        await clamd.StartAgainAsync();

        foreach (var attachment in clean)
            await host.As(User).BecomesAsync(attachment, "safe");
        await host.As(User).BecomesAsync(infected, "infected");
    }

    [Theory]
    [InlineData("Background")]
    [InlineData("Inline")]
    public async Task Turning_scanning_on_scans_what_was_uploaded_before(string mode)
    {
        var clamd = ScanSettings.Tcp;
        await using var host = await Kind.StartAsync();
        var message = await host.As(User).DraftAsync();
        var clean = await host.As(User).AttachAsync(message, Bytes.Fresh());
        var infected = await host.As(User).AttachAsync(message, Malware.Fresh());
        var encrypted = await host.As(User).AttachAsync(message, Malware.Encrypted(), "secret.zip", "application/zip");
        foreach (var attachment in new[] { clean, infected, encrypted })
        {
            Assert.Equal("pending", await host.As(User).ScanStatusAsync(attachment.Id));
            (await host.As(User).DownloadAsync(attachment.Id)).ShouldBe(HttpStatusCode.OK);
        }

        await host.RestartAsync([.. ScanSettings.Background(clamd), ("Attachments__Scanning__Mode", mode)]);

        var mail = host.As(User);
        await mail.BecomesAsync(clean, "safe");
        await mail.BecomesAsync(infected, "infected");
        await mail.BecomesAsync(encrypted, "unscannable");
        (await mail.DownloadAsync(clean.Id)).ShouldBe(HttpStatusCode.OK);
        (await mail.DownloadAsync(infected.Id)).ShouldBeProblem(HttpStatusCode.Forbidden, "malware_detected");
        (await mail.DownloadAsync(encrypted.Id)).ShouldBeProblem(HttpStatusCode.Forbidden, "file_unscannable");
    }

    [Fact]
    public async Task Turning_scanning_off_forgets_no_verdict()
    {
        await using var host = await Kind.StartAsync(ScanSettings.Background(ScanSettings.Tcp));
        var bytes = Malware.Fresh();
        var infected = await host.As(User).AttachScannedAsync(bytes, "infected");
        var safe = await host.As(User).AttachScannedAsync(Bytes.Fresh(), "safe");

        await host.RestartAsync(("Attachments__Scanning__Mode", "Off"));

        var mail = host.As(User);
        Assert.Equal("safe", await mail.ScanStatusAsync(safe.Id));
        (await mail.DownloadAsync(infected.Id)).ShouldBeProblem(HttpStatusCode.Forbidden, "malware_detected");
        (await mail.SendMessageAsync(infected.MessageId)).ShouldBeProblem(HttpStatusCode.Conflict, "malware_detected");
        (await mail.UploadAsync(await mail.DraftAsync(), bytes)).ShouldBeProblem(HttpStatusCode.BadRequest, "malware_detected");
    }
}
