using System.Diagnostics;
using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;
using Attachments.Scanning.ClamAV.Daemons;

namespace Attachments.Contract.Scanning;

/// <summary>clamd is down, hangs, or cannot be trusted.</summary>
public abstract class ScannerFaultTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Inline_upload_is_503_while_clamd_is_down_and_nothing_stays()
    {
        await using var clamd = await Clamd.StartAsync();
        await using var host = await Kind.StartAsync([.. ScanSettings.Impatient(clamd.TcpEndpoint), .. ScanSettings.Inline(clamd.TcpEndpoint)]);
        var mail = host.As(User);
        var message = await mail.DraftAsync();
        Assert.Equal("safe", (await mail.AttachAsync(await mail.DraftAsync(), "before")).ScanStatus);
        await clamd.KillAsync();

        var answer = (await mail.UploadAsync(message, Bytes.Of("meanwhile"))).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "scanner_unavailable");
        Assert.NotNull(answer.Header("Retry-After"));
        Assert.Empty(await mail.AllOfAsync(message));
        Assert.Equal((1, 1, 0), (await host.CountRowsAsync("attachments"), await host.CountRowsAsync("blobs"), await host.CountRowsAsync("strays")));
        Assert.Single(await host.BlobsAsync());
        (await mail.GetAsync("/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await mail.GetAsync("/health/live")).ShouldBe(HttpStatusCode.OK);

        await clamd.StartAgainAsync();
        Assert.Equal("safe", (await mail.AttachAsync(message, "afterwards")).ScanStatus);
        (await mail.GetAsync("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Inline_upload_is_503_within_the_time_out_while_clamd_hangs_and_nothing_stays()
    {
        await using var clamd = await Clamd.StartAsync();
        await using var host = await Kind.StartAsync([.. ScanSettings.Impatient(clamd.UnixEndpoint), .. ScanSettings.Inline(clamd.UnixEndpoint), ("VIRUS_SCAN_TIMEOUT", "2")]);
        var mail = host.As(User);
        var message = await mail.DraftAsync();
        await UntilTakenAsync(mail, await mail.DraftAsync(), "before");
        clamd.Stop();

        var waiting = Stopwatch.StartNew();
        (await mail.UploadAsync(message, Bytes.Fresh(900_000))).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "scanner_unavailable");
        Assert.InRange(waiting.Elapsed, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(15));
        Assert.Equal((1, 1, 0), (await host.CountRowsAsync("attachments"), await host.CountRowsAsync("blobs"), await host.CountRowsAsync("strays")));
        Assert.Single(await host.BlobsAsync());

        clamd.Continue();
        await UntilTakenAsync(mail, message, "afterwards");
    }

    [Fact]
    public async Task Background_upload_is_taken_while_clamd_is_down_and_scanned_when_it_is_back()
    {
        await using var clamd = await Clamd.StartAsync();
        await clamd.KillAsync();
        await using var host = await Kind.StartAsync(ScanSettings.Impatient(clamd.TcpEndpoint));
        var mail = host.As(User);
        var clean = await mail.AttachAsync(await mail.DraftAsync(), Bytes.Fresh());
        var infected = await mail.AttachAsync(await mail.DraftAsync(), Malware.Eicar());

        // Failed a few times by then, and in no other state for it.
        await Eventually.HoldsAsync(async () => await AttemptsAsync(host) > 4, "scans were tried");
        Assert.Equal("pending", await mail.ScanStatusAsync(clean.Id));
        Assert.Equal("pending", await mail.ScanStatusAsync(infected.Id));
        (await mail.DownloadAsync(clean.Id)).ShouldBeProblem(HttpStatusCode.Conflict, "scan_pending");

        // Uploads go on, so the host is ready.
        (await mail.GetAsync("/health/ready")).ShouldBe(HttpStatusCode.OK);

        await clamd.StartAgainAsync();
        await mail.BecomesAsync(clean, "safe");
        await mail.BecomesAsync(infected, "infected");
    }

    [Fact]
    public async Task Background_scan_is_tried_again_after_clamd_has_hung()
    {
        await using var clamd = await Clamd.StartAsync();
        await using var host = await Kind.StartAsync([.. ScanSettings.Impatient(clamd.TcpEndpoint), ("Attachments__Scanning__Timeout", "00:00:00.5")]);
        var mail = host.As(User);
        await mail.AttachScannedAsync(Bytes.Fresh(), "safe");
        clamd.Stop();
        var attachment = await mail.AttachAsync(await mail.DraftAsync(), Bytes.Fresh());

        await Eventually.HoldsAsync(async () => await AttemptsAsync(host) > 1, "a scan has failed and was tried again");
        Assert.Equal("pending", await mail.ScanStatusAsync(attachment.Id));

        clamd.Continue();
        await mail.BecomesAsync(attachment, "safe");
    }

    [Fact]
    public async Task Clamd_that_passes_what_it_has_not_looked_at_is_not_trusted()
    {
        await using var clamd = await Clamd.StartAsync(("AlertExceedsMax", "no"));
        await using var host = await Kind.StartAsync(ScanSettings.Impatient(clamd.TcpEndpoint));
        var mail = host.As(User);
        var attachment = await mail.AttachAsync(await mail.DraftAsync(), Bytes.Fresh());

        await Eventually.HoldsAsync(async () => await AttemptsAsync(host) > 1, "scans were tried");
        Assert.Equal("pending", await mail.ScanStatusAsync(attachment.Id));
        (await mail.GetAsync("/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await Eventually.HoldsAsync(() => Task.FromResult(host.Output.Contains("AlertExceedsMax yes", StringComparison.Ordinal)), "the log names the setting");
    }

    // With so short a time-out a busy machine may need more than one try.
    private static Task UntilTakenAsync(MailClient mail, string message, string text) => Eventually.HoldsAsync(
        async () => (await mail.UploadAsync(message, Bytes.Of(text))) is { Status: HttpStatusCode.Created } answer && AttachmentView.Of(answer.Json).ScanStatus == "safe", "an upload is safe");

    /// <summary>Counts how often scans were begun, over all blobs.</summary>
    private static async Task<long> AttemptsAsync(RunningHost host)
    {
        await using var connection = await host.Database.OpenAsync(host.DataDirectory);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The only variable part is a constant of the kind of database.
        command.CommandText = $"SELECT coalesce(sum(scan_attempts), 0) FROM {host.Database.TablePrefix}blobs";
#pragma warning restore CA2100
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }
}
