using Attachments.Scanning;
using Xunit;

namespace Attachments.Testing.Scanning;

public abstract partial class BlobScannerConformanceTests
{
    [Fact]
    public async Task A_file_that_is_offered_is_judged_as_its_bytes_are()
    {
        var infected = await ScanFileAsync(InfectedBytes.ToArray());
        var other = await ScanFileAsync(NewBytes(10_007));

        Assert.Equal(ScanVerdict.Infected, infected.Verdict);
        Assert.NotEqual(ScanVerdict.Infected, other.Verdict);
    }

    [Fact]
    public async Task No_bytes_are_wanted_of_a_file_that_was_taken()
    {
        var bytes = NewBytes(1_000);
        await using var scan = await Scanner.BeginAsync(await CreateTargetAsync(bytes) with { IsStored = true }, Token);

        var isTaken = await OfferFileAsync(scan, bytes);

        Assert.False(isTaken && scan.WantsContent);
    }

    private async Task<ScanReport> ScanFileAsync(byte[] bytes)
    {
        await using var scan = await Scanner.BeginAsync(await CreateTargetAsync(bytes) with { IsStored = true }, Token);
        if (!await OfferFileAsync(scan, bytes))
            await WriteAsync(scan, bytes, 1_000);

        return await CompleteAsync(scan, bytes);
    }

    // The file is gone once the offer was answered: a scanner that takes it holds it by itself.
    private static async Task<bool> OfferFileAsync(BlobScan scan, byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, bytes, Token);
            using var file = File.OpenHandle(path);
            return await scan.TryTakeFileAsync(file, Token);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
