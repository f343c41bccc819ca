using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Attachments.LoadTests;

/// <summary>Shows that memory does not grow with the file's size, and little with the number of uploads. Prints a table; the exit code is 1 where a bound is passed.</summary>
internal static class MemoryBenchmark
{
    private const long MiB = 1024 * 1024;
    private const long HeapLimit = 200 * MiB;
    private const long PeakLimit = 250 * MiB;

    public static async Task<int> RunAsync(int giantGiB, int concurrentUploads)
    {
        Console.WriteLine("| case | bytes | seconds | idle RSS MiB | peak RSS MiB | bound |");
        Console.WriteLine("|---|---|---|---|---|---|");

        var giant = await GiantFileAsync(giantGiB * 1024 * MiB);
        var crowd = await CrowdAsync(concurrentUploads, 25 * MiB);
        return giant && crowd ? 0 : 1;
    }

    // Passes only if it ends at all: with a hard heap limit a buffered file would be an OutOfMemoryException.
    private static async Task<bool> GiantFileAsync(long length)
    {
        await using var host = await MeasuredHost.StartAsync(
            ("DOTNET_GCHeapHardLimit", "0x" + HeapLimit.ToString("X", CultureInfo.InvariantCulture)),
            ("Attachments__MaxAttachmentSize", length.ToString(CultureInfo.InvariantCulture)));
        var idle = host.Resident;
        var content = new GeneratedContent(seed: 1, length);
        var expected = await content.DigestAsync();

        var clock = Stopwatch.StartNew();
        var uploaded = await host.UploadAsync(await host.CreateDraftAsync(), content);
        Report("one upload, heap limited to 200 MiB", length, clock, idle, host.PeakResident, "completes");

        clock.Restart();
        using var response = await host.Client.GetAsync(new Uri(uploaded.GetProperty("url").GetString()!, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var received = Convert.ToHexStringLower(await SHA256.HashDataAsync(body));
        Report("one download, heap limited to 200 MiB", length, clock, idle, host.PeakResident, "completes");

        return uploaded.GetProperty("contentHash").GetString() == expected && received == expected;
    }

    private static async Task<bool> CrowdAsync(int uploads, long length)
    {
        await using var host = await MeasuredHost.StartAsync();
        var drafts = await Task.WhenAll(Enumerable.Range(0, uploads).Select(_ => host.CreateDraftAsync()));
        var idle = host.Resident;

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(drafts.Select((draft, index) => Task.Run(() => host.UploadAsync(draft, new GeneratedContent((ulong)index + 100, length)))));
        var peak = host.PeakResident;
        Report($"{uploads} uploads at once", length, clock, idle, peak, "peak < 250 MiB");

        return peak < PeakLimit;
    }

    private static void Report(string name, long length, Stopwatch clock, long idle, long peak, string bound) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {length} | {clock.Elapsed.TotalSeconds:F1} | {idle / MiB} | {peak / MiB} | {bound} |"));
}
