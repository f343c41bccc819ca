using Xunit;

namespace Attachments.Scanning;

public sealed class VerdictMergerTests
{
    [Theory]
    [InlineData(ScanVerdict.Clean, ScanVerdict.Clean, ScanStatus.Safe)]
    [InlineData(ScanVerdict.Clean, ScanVerdict.NoOpinion, ScanStatus.Safe)]
    [InlineData(ScanVerdict.Clean, ScanVerdict.Unscannable, ScanStatus.Unscannable)]
    [InlineData(ScanVerdict.Clean, ScanVerdict.Infected, ScanStatus.Infected)]
    [InlineData(ScanVerdict.Unscannable, ScanVerdict.NoOpinion, ScanStatus.Unscannable)]
    [InlineData(ScanVerdict.Unscannable, ScanVerdict.Infected, ScanStatus.Infected)]
    [InlineData(ScanVerdict.NoOpinion, ScanVerdict.Infected, ScanStatus.Infected)]
    [InlineData(ScanVerdict.NoOpinion, ScanVerdict.NoOpinion, ScanStatus.Unscannable)]
    public void Worst_verdict_wins_in_either_order(ScanVerdict one, ScanVerdict other, ScanStatus merged)
    {
        Assert.Equal(merged, VerdictMerger.Merge([("a", Report(one)), ("b", Report(other))]).Status);
        Assert.Equal(merged, VerdictMerger.Merge([("a", Report(other)), ("b", Report(one))]).Status);
    }

    [Fact]
    public void Engines_and_signatures_of_all_are_told()
    {
        var verdict = VerdictMerger.Merge(
        [
            ("clamav", new ScanReport(ScanVerdict.Clean, new ScannerVersion("ClamAV 1.4.6", "27531"))),
            ("cloud", new ScanReport(ScanVerdict.Clean, new ScannerVersion("Cloud 3"))),
            ("other", new ScanReport(ScanVerdict.Clean, new ScannerVersion("Other 2", "5"))),
        ]);

        Assert.Equal(new BlobVerdict(ScanStatus.Safe, "ClamAV 1.4.6, Cloud 3, Other 2", "clamav/27531, other/5"), verdict);
    }

    [Fact]
    public void Detail_is_that_of_the_worst_alone()
    {
        var verdict = VerdictMerger.Merge(
        [
            ("a", Report(ScanVerdict.Unscannable) with { Detail = "Encrypted" }),
            ("b", Report(ScanVerdict.Infected) with { Detail = "Eicar" }),
            ("c", Report(ScanVerdict.Infected) with { Detail = "Emotet" }),
        ]);

        Assert.Equal("Eicar; Emotet", verdict.Detail);
    }

    [Fact]
    public void Detail_is_bounded() =>
        Assert.Equal(500, VerdictMerger.Merge([("a", Report(ScanVerdict.Infected) with { Detail = new string('x', 10_000) })]).Detail!.Length);

    [Fact]
    public void Signatures_are_null_where_no_engine_tells() =>
        Assert.Null(VerdictMerger.Merge([("a", Report(ScanVerdict.Clean))]).SignatureVersion);

    private static ScanReport Report(ScanVerdict verdict) => new(verdict, new ScannerVersion("Engine"));
}
