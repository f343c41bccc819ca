using Attachments.Scanning.ClamAV.Daemons;
using Attachments.Testing.Scanning;
using Xunit;

namespace Attachments.Scanning.ClamAV.Probing;

public abstract class DaemonProbeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract string EndpointOf(Clamd clamd);

    [Fact]
    public async Task A_daemon_that_tells_what_it_skips_is_trusted()
    {
        await using var clamd = await Clamd.StartAsync(("MaxFileSize", "40M"));

        Assert.Null(await Scanners.At(EndpointOf(clamd)).CheckAsync(Token));
    }

    [Theory]
    [InlineData("AlertExceedsMax no", "set AlertExceedsMax yes in")]
    [InlineData("AlertExceedsMax no, MaxFileSize 512K", "set AlertExceedsMax yes and MaxFileSize to at least 1048576 and MaxScanSize to at least 2097152 in")]
    [InlineData("AlertExceedsMax no, MaxFileSize 1M, StreamMaxLength 2M", "set AlertExceedsMax yes and MaxFileSize to at least 1048576 and")]
    [InlineData("AlertExceedsMax no, MaxScanSize 512K", "set AlertExceedsMax yes and MaxFileSize to at least 1048576 and MaxScanSize to at least 2097152 in")]
    public async Task A_daemon_that_passes_a_probe_silently_is_misconfigured_and_the_setting_is_named(string settings, string sentence)
    {
        await using var clamd = await StartAsync(settings);
        var scanner = Scanners.At(EndpointOf(clamd));

        var failure = await Assert.ThrowsAsync<ScannerUnavailableException>(() => scanner.CheckAsync(Token).AsTask());
        var refused = await Assert.ThrowsAsync<ScannerUnavailableException>(() => scanner.ScanAsync("nothing"u8.ToArray()));

        Assert.True(failure.IsMisconfigured);
        Assert.True(refused.IsMisconfigured);
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
        Assert.Equal(failure.Message, refused.Message);
    }

    [Theory]
    [InlineData("MaxFileSize 512K", "Heuristics.Limits.Exceeded.MaxFileSize")]
    [InlineData("MaxScanSize 512K", "Heuristics.Limits.Exceeded.MaxScanSize")]
    [InlineData("MaxFileSize 10M, MaxScanSize 40M", "set MaxFileSize to at least what MaxScanSize is")]
    [InlineData("AlertEncrypted no", "set AlertEncrypted yes in")]
    [InlineData("AlertEncrypted no, AlertEncryptedArchive yes", "set AlertEncrypted yes in")]
    [InlineData("AlertEncrypted no, AlertEncryptedDoc yes", "set AlertEncrypted yes in")]
    [InlineData("StreamMaxLength 512K", "clamd takes no stream of 1048576 bytes, which Attachments:Scanning:ClamAV:StreamMaxLength says")]
    public async Task A_daemon_that_could_be_set_better_is_trusted_with_a_warning(string settings, string sentence)
    {
        await using var clamd = await StartAsync(settings);
        var scanner = Scanners.At(EndpointOf(clamd));

        Assert.Contains(sentence, await scanner.CheckAsync(Token), StringComparison.Ordinal);
        Assert.Equal(ScanVerdict.Clean, (await scanner.ScanAsync("nothing"u8.ToArray())).Verdict);
    }

    [Fact]
    public async Task What_a_misconfigured_daemon_finds_counts_all_the_same()
    {
        await using var clamd = await StartAsync("AlertExceedsMax no");
        var scanner = Scanners.At(EndpointOf(clamd));

        Assert.Equal(ScanVerdict.Infected, (await scanner.ScanAsync(InMemoryScanner.EicarFile.ToArray())).Verdict);
        Assert.Equal(ScanVerdict.Unscannable, (await scanner.ScanAsync(Archives.EncryptedZip())).Verdict);
    }

    [Fact]
    public async Task Encrypted_files_are_unscannable_where_the_daemon_calls_them_clean()
    {
        await using var clamd = await StartAsync("AlertEncrypted no");
        var scanner = Scanners.At(EndpointOf(clamd));

        Assert.Equal(ScanVerdict.Unscannable, (await scanner.ScanAsync(Archives.EncryptedZip())).Verdict);
        Assert.Equal(ScanVerdict.Clean, (await scanner.ScanAsync(Archives.Zip("open.txt", new byte[64]))).Verdict);
    }

    [Fact]
    public async Task A_daemon_that_takes_longer_streams_than_we_send_is_trusted()
    {
        await using var clamd = await StartAsync("StreamMaxLength 8M, MaxFileSize 40M");

        Assert.Null(await Scanners.At(EndpointOf(clamd)).CheckAsync(Token));
    }

    [Fact]
    public async Task Where_a_failed_probe_only_warns_scans_go_on()
    {
        await using var clamd = await StartAsync("AlertExceedsMax no");
        var scanner = Scanners.At(EndpointOf(clamd), probeFailure: ClamAVProbeFailure.Warn);

        Assert.Contains("AlertExceedsMax yes", await scanner.CheckAsync(Token), StringComparison.Ordinal);
        Assert.Equal(ScanVerdict.Clean, (await scanner.ScanAsync("nothing"u8.ToArray())).Verdict);
    }

    [Fact]
    public async Task Where_probing_is_off_nothing_is_said()
    {
        await using var clamd = await StartAsync("AlertExceedsMax no");

        Assert.Null(await Scanners.At(EndpointOf(clamd), probeFailure: ClamAVProbeFailure.Ignore).CheckAsync(Token));
    }

    [Fact]
    public async Task A_daemon_without_signatures_for_the_test_file_is_misconfigured()
    {
        await using var clamd = await Clamd.StartAsync();
        await clamd.KillAsync();
        clamd.WriteSignatures("00000000000000000000000000000000:1:Other");
        await clamd.StartAgainAsync();

        var failure = await Assert.ThrowsAsync<ScannerUnavailableException>(() => Scanners.At(EndpointOf(clamd)).CheckAsync(Token).AsTask());

        Assert.True(failure.IsMisconfigured);
        Assert.Contains("no signatures", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_daemon_that_came_back_with_other_settings_is_probed_anew()
    {
        await using var clamd = await Clamd.StartAsync();
        var scanner = Scanners.At(EndpointOf(clamd));
        await scanner.CheckAsync(Token);

        await clamd.KillAsync();
        await Assert.ThrowsAsync<ScannerUnavailableException>(() => scanner.BeginAsync(Scanners.NewTarget(), Token).AsTask());
        await clamd.StartAgainAsync(("AlertExceedsMax", "no"));

        var failure = await Assert.ThrowsAsync<ScannerUnavailableException>(() => scanner.ScanAsync("nothing"u8.ToArray()));
        Assert.True(failure.IsMisconfigured);
    }

    private static Task<Clamd> StartAsync(string settings) =>
        Clamd.StartAsync([.. settings.Split(", ").Select(setting => setting.Split(' ')).Select(setting => (setting[0], setting[1]))]);
}
