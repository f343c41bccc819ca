using System.Diagnostics;
using Attachments.Content;
using Attachments.Scanning.ClamAV.Daemons;
using Attachments.Testing.Scanning;
using Xunit;

namespace Attachments.Scanning.ClamAV;

/// <summary>A true daemon that is stopped, hung, killed and started again.</summary>
public abstract class FaultTests
{
    private static readonly TimeSpan ScanTimeout = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract string EndpointOf(Clamd clamd);

    [Fact]
    public async Task A_daemon_that_was_killed_is_unavailable_and_works_again_once_it_is_back()
    {
        await using var clamd = await Clamd.StartAsync();
        var scanner = Scanners.At(EndpointOf(clamd));
        await AssertWorksAsync(scanner);

        await clamd.KillAsync();
        await AssertUnavailableAsync(() => scanner.ScanAsync([1, 2, 3]));
        await AssertUnavailableAsync(() => scanner.CheckAsync(Token).AsTask());

        await clamd.StartAgainAsync();
        await AssertWorksAsync(scanner);
        await AssertNothingLeaksAsync(clamd);
    }

    [Fact]
    public async Task A_daemon_that_dies_in_mid_stream_gives_no_verdict()
    {
        await using var clamd = await Clamd.StartAsync(("StreamMaxLength", "20M"));
        var scanner = Scanners.At(EndpointOf(clamd), streamMaxLength: 20 * Scanners.MiB);
        var bytes = Archives.Random(10 * Scanners.MiB);
        await using var scan = await scanner.BeginAsync(Scanners.NewTarget(), Token);
        await scan.WriteAsync(bytes.AsMemory(0, Scanners.MiB), Token);

        await clamd.KillAsync();

        await AssertUnavailableAsync(async () =>
        {
            await scan.WriteAsync(bytes.AsMemory(Scanners.MiB), Token);
            await scan.CompleteAsync(ContentDigest.Of(bytes), bytes.Length, Token);
        });
    }

    [Fact]
    public async Task A_daemon_that_dies_while_it_scans_gives_no_verdict()
    {
        await using var clamd = await Clamd.StartAsync(("StreamMaxLength", "20M"));
        var scanner = Scanners.At(EndpointOf(clamd), streamMaxLength: 20 * Scanners.MiB);
        var bytes = Archives.Random(10 * Scanners.MiB);
        await using var scan = await scanner.BeginAsync(Scanners.NewTarget(), Token);
        await scan.WriteAsync(bytes, Token);
        clamd.Stop();
        var verdict = scan.CompleteAsync(ContentDigest.Of(bytes), bytes.Length, Token).AsTask();

        await clamd.KillAsync();

        await AssertUnavailableAsync(() => verdict);
    }

    [Fact]
    public async Task A_daemon_that_hangs_is_given_up_in_time_and_its_connections_are_closed()
    {
        await using var clamd = await Clamd.StartAsync(("StreamMaxLength", "20M"));
        var scanner = Scanners.At(EndpointOf(clamd), streamMaxLength: 20 * Scanners.MiB, timeout: ScanTimeout);
        await AssertWorksAsync(scanner);
        var bytes = Archives.Random(10 * Scanners.MiB);

        clamd.Stop();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AssertUnavailableAsync(() => scanner.ScanAsync(bytes))));
        await AssertUnavailableAsync(() => scanner.CheckAsync(Token).AsTask());

        clamd.Continue();
        await AssertNothingLeaksAsync(clamd);
        await AssertWorksAsync(scanner);
    }

    [Fact]
    public async Task A_scan_that_begins_while_the_daemon_hangs_goes_on_when_it_wakes()
    {
        await using var clamd = await Clamd.StartAsync();
        var scanner = Scanners.At(EndpointOf(clamd));
        await scanner.CheckAsync(Token);

        clamd.Stop();
        var scan = scanner.ScanAsync(InMemoryScanner.EicarFile.ToArray());
        clamd.Continue();

        Assert.Equal(ScanVerdict.Infected, (await scan).Verdict);
    }

    [Fact]
    public async Task A_hundred_scans_through_kills_and_restarts_never_give_a_wrong_verdict()
    {
        await using var clamd = await Clamd.StartAsync();
        var scanner = Scanners.At(EndpointOf(clamd), timeout: TimeSpan.FromSeconds(5));
        using var done = new CancellationTokenSource();
        var verdicts = Enumerable.Range(0, 4).Select(worker => Task.Run(() => ScanUntilAsync(scanner, isInfected: worker % 2 == 0, done.Token), Token)).ToArray();

        for (var i = 0; i < 10; i++)
        {
            await clamd.KillAsync();
            await clamd.StartBusyAsync();
        }

        await AssertWorksAsync(scanner);
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(verdicts), count => Assert.True(count > 0, "A worker never got a verdict."));
        await AssertNothingLeaksAsync(clamd);
    }

    [Fact]
    public async Task A_stream_that_is_longer_than_the_daemon_takes_is_never_clean()
    {
        await using var clamd = await Clamd.StartAsync();
        var scanner = Scanners.At(EndpointOf(clamd), streamMaxLength: 100 * Scanners.MiB, ClamAVProbeFailure.Ignore);

        for (var i = 0; i < 20; i++)
            Assert.NotEqual(ScanVerdict.Clean, await VerdictAsync(scanner, new byte[3 * Scanners.MiB]) ?? ScanVerdict.Unscannable);

        await AssertNothingLeaksAsync(clamd);
    }

    [Theory]
    [InlineData("yes", "no", ScanVerdict.Unscannable)]
    [InlineData("no", "yes", ScanVerdict.Clean)]
    [InlineData("no", "no", ScanVerdict.Clean)]
    public async Task What_the_daemon_passes_silently_is_clean_only_where_the_host_chose_to_trust_it(string alertExceedsMax, string alertEncrypted, ScanVerdict ofTooLarge)
    {
        await using var clamd = await Clamd.StartAsync(("AlertExceedsMax", alertExceedsMax), ("AlertEncrypted", alertEncrypted), ("MaxFileSize", "512K"));
        var (strict, lax) = (Scanners.At(EndpointOf(clamd)), Scanners.At(EndpointOf(clamd), probeFailure: ClamAVProbeFailure.Warn));
        var tooLarge = Archives.Random(600_000);

        Assert.NotEqual(ScanVerdict.Clean, await VerdictAsync(strict, tooLarge));
        Assert.Equal(ofTooLarge, (await lax.ScanAsync(tooLarge)).Verdict);
        Assert.NotEqual(ScanVerdict.Clean, await VerdictAsync(strict, Archives.EncryptedZip()));
        Assert.Equal(ScanVerdict.Unscannable, (await lax.ScanAsync(Archives.EncryptedZip())).Verdict);
    }

    private static async Task<int> ScanUntilAsync(ClamAVScanner scanner, bool isInfected, CancellationToken done)
    {
        var verdicts = 0;
        while (!done.IsCancellationRequested)
        {
            var verdict = await VerdictAsync(scanner, isInfected ? InMemoryScanner.EicarFile.ToArray() : Archives.Random(100_000));
            if (verdict is null)
                continue;

            Assert.Equal(isInfected ? ScanVerdict.Infected : ScanVerdict.Clean, verdict);
            verdicts++;
        }

        return verdicts;
    }

    private static async Task<ScanVerdict?> VerdictAsync(ClamAVScanner scanner, byte[] bytes)
    {
        try
        {
            return (await scanner.ScanAsync(bytes)).Verdict;
        }
        catch (ScannerUnavailableException)
        {
            return null;
        }
    }

    // A daemon that comes back has what was left behind to do first, and a busy machine is slow: as the product does, what fails is tried again.
    private static async Task AssertWorksAsync(ClamAVScanner scanner)
    {
        Assert.Equal(ScanVerdict.Infected, await PatientVerdictAsync(scanner, InMemoryScanner.EicarFile.ToArray()));
        Assert.Equal(ScanVerdict.Clean, await PatientVerdictAsync(scanner, Archives.Random(10_000)));
    }

    private static async Task<ScanVerdict?> PatientVerdictAsync(ClamAVScanner scanner, byte[] bytes)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            var verdict = await VerdictAsync(scanner, bytes);
            if (verdict is not null || waiting.Elapsed > TimeSpan.FromSeconds(30))
                return verdict;
        }
    }

    // Within a time that has room for each wait of one scan to be cut short once.
    private static async Task AssertUnavailableAsync(Func<Task> action)
    {
        var running = Stopwatch.StartNew();
        await Assert.ThrowsAsync<ScannerUnavailableException>(action);
        Assert.InRange(running.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static async Task AssertNothingLeaksAsync(Clamd clamd)
    {
        var waiting = Stopwatch.StartNew();
        while (clamd.OpenConnections != 0)
        {
            Assert.True(waiting.Elapsed < TimeSpan.FromSeconds(20), $"{clamd.OpenConnections} connections stayed open.");
            await Task.Delay(10, Token);
        }
    }
}
