using Attachments.Content;
using Attachments.Scanning;
using Xunit;

namespace Attachments.Testing.Scanning;

public abstract partial class BlobScannerConformanceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(3_000_001)]
    public async Task Bytes_without_malware_are_not_infected_and_bear_the_version_that_looked(int length)
    {
        var report = await ScanAsync(NewBytes(length));

        Assert.True(report.Verdict is ScanVerdict.Clean or ScanVerdict.NoOpinion, $"{report.Verdict}: {report.Detail}");
        Assert.Equal(await Scanner.ReadVersionAsync(Token), report.Version);
    }

    [Fact]
    public async Task Infected_bytes_are_infected_and_the_threat_is_named()
    {
        var report = await ScanAsync(InfectedBytes.ToArray());

        Assert.Equal(ScanVerdict.Infected, report.Verdict);
        Assert.False(string.IsNullOrWhiteSpace(report.Detail));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(67)]
    [InlineData(1_000_000)]
    public async Task The_verdict_does_not_hang_on_how_the_bytes_were_cut(int blockSize)
    {
        var infected = await ScanAsync(InfectedBytes.ToArray(), blockSize);
        var other = await ScanAsync(NewBytes(10_007), blockSize);

        Assert.Equal(ScanVerdict.Infected, infected.Verdict);
        Assert.NotEqual(ScanVerdict.Infected, other.Verdict);
    }

    [Fact]
    public async Task An_empty_write_adds_nothing()
    {
        var bytes = InfectedBytes.ToArray();
        await using var scan = await Scanner.BeginAsync(await CreateTargetAsync(bytes), Token);

        await scan.WriteAsync(default, Token);
        await WriteAsync(scan, bytes, 10);
        await scan.WriteAsync(default, Token);

        Assert.Equal(ScanVerdict.Infected, (await CompleteAsync(scan, bytes)).Verdict);
    }

    [Fact]
    public async Task No_bytes_at_all_are_not_infected() => Assert.NotEqual(ScanVerdict.Infected, (await ScanAsync([])).Verdict);

    [Fact]
    public async Task Scans_at_once_do_not_disturb_each_other()
    {
        var reports = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(
            () => ScanAsync(i % 2 == 0 ? InfectedBytes.ToArray() : NewBytes(200_000, seed: i), blockSize: 1 + (i * 997)), Token)));

        for (var i = 0; i < reports.Length; i++)
            Assert.Equal(i % 2 == 0, reports[i].Verdict == ScanVerdict.Infected);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Bytes_of_another_number_than_the_blob_has_are_never_clean(int difference)
    {
        var bytes = NewBytes(5_000);
        await using var scan = await Scanner.BeginAsync(await CreateTargetAsync(bytes), Token);
        Assert.SkipUnless(scan.WantsContent, "The scanner does not go by the bytes that it is shown.");
        await WriteAsync(scan, bytes, 1_000);

        var verdict = await VerdictOrNullAsync(() => scan.CompleteAsync(ContentDigest.Of(bytes), bytes.Length + difference, Token));

        Assert.NotEqual(ScanVerdict.Clean, verdict);
    }

    private static async Task<ScanVerdict?> VerdictOrNullAsync(Func<ValueTask<ScanReport>> complete)
    {
        try
        {
            return (await complete()).Verdict;
        }
        catch (ScannerUnavailableException)
        {
            return null;
        }
    }
}
