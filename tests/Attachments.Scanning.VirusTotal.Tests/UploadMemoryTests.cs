using Attachments.Content;
using Attachments.Scanning.VirusTotal.Fake;

namespace Attachments.Scanning.VirusTotal;

[Collection(nameof(UploadMemoryTests))]
[CollectionDefinition(nameof(UploadMemoryTests), DisableParallelization = true)]
public sealed class UploadMemoryTests
{
    private static readonly byte[] Block = new byte[131_072];

    [Fact]
    public async Task Allocation_does_not_grow_with_the_file()
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.UploadUnknownFiles = true);
        harness.Fake.CountsOnly = true;
        await MeasureAsync(harness, 20_000_000);

        var small = await MeasureAsync(harness, 20_000_000);
        var large = await MeasureAsync(harness, 200_000_000);

        Assert.Equal(240_000_000, harness.Fake.BytesReceived, 10_000_000.0);
        TestContext.Current.TestOutputHelper?.WriteLine($"20 MB: {small:N0} B, 200 MB: {large:N0} B allocated, the fake included");
        Assert.InRange(large, 0, small + 2_000_000);
    }

    // The fake does not hash what it counts, so its analysis is of whatever one file it is told to know.
    private static async Task<long> MeasureAsync(ScannerHarness harness, long length)
    {
        var digest = ContentDigest.Of(BitConverter.GetBytes(length + harness.Fake.BytesReceived));
        var target = ScannerHarness.Target([]) with { Digest = digest, Length = length };
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await using var scan = await harness.Scanner.BeginAsync(target, TestContext.Current.CancellationToken);
        harness.Fake.Files.Clear();
        harness.Fake.Files[digest.ToString()] = new FakeFile { AnalysedAt = null };
        for (var left = length; left > 0; left -= Block.Length)
            await scan.WriteAsync(Block.AsMemory(0, (int)Math.Min(left, Block.Length)), TestContext.Current.CancellationToken);

        var report = await scan.CompleteAsync(digest, length, TestContext.Current.CancellationToken);

        Assert.Equal(ScanVerdict.Clean, report.Verdict);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
