using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Attachments.LoadTests.S3;

/// <summary>Shows that the S3 store's memory does not grow with the file, that it writes none to a disk, and that no upload stays behind. Prints a table; the exit code is 1 where a bound is passed.</summary>
internal static class StoreMemoryBenchmark
{
    private const long MiB = 1024 * 1024;
    private const long GrowthLimit = 64 * MiB;
    private const long CrowdLimit = 600 * MiB;

    // SQLite's pages and its log. A file of 1 GiB in between would be 64 times as much.
    private const long DiskLimit = 16 * MiB;

    public static async Task<int> RunAsync()
    {
        await using var bucket = await Bucket.CreateAsync();
        Console.WriteLine("| case | bytes | seconds | idle RSS MiB | peak RSS MiB | written to disk MiB | bound |");
        Console.WriteLine("|---|---|---|---|---|---|---|");

        var small = await OneFileAsync(bucket, 64 * MiB);
        var large = await OneFileAsync(bucket, 1024 * MiB);
        var grew = large - small;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| 1 GiB over 64 MiB | | | | {grew / MiB} | | < {GrowthLimit / MiB} MiB |"));

        var crowd = await CrowdAsync(bucket, uploads: 32, 64 * MiB);
        var left = await bucket.CountPartialUploadsAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| multipart uploads left | {left} | | | | | 0 |"));
        return grew < GrowthLimit && crowd < CrowdLimit && left == 0 ? 0 : 1;
    }

    private static async Task<long> OneFileAsync(Bucket bucket, long length)
    {
        await using var host = await MeasuredHost.StartAsync([.. bucket.HostSettings, ("Attachments__MaxAttachmentSize", length.ToString(CultureInfo.InvariantCulture))]);
        var content = new GeneratedContent((ulong)length, length);
        var expected = await content.DigestAsync();
        var draft = await host.CreateDraftAsync();
        var (idle, written) = (host.Resident, host.WrittenToDisk);

        var clock = Stopwatch.StartNew();
        var uploaded = await host.UploadAsync(draft, content);
        Report("one upload", length, clock, idle, host, written, "disk < 16 MiB");

        clock.Restart();
        using var response = await host.Client.GetAsync(new Uri(uploaded.GetProperty("url").GetString()!, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var received = Convert.ToHexStringLower(await SHA256.HashDataAsync(body));
        Report("its download", length, clock, idle, host, written, "the same bytes");

        if (uploaded.GetProperty("contentHash").GetString() != expected || received != expected)
            throw new InvalidOperationException("The bytes are not those that were sent.");
        if (host.WrittenToDisk - written > DiskLimit)
            throw new InvalidOperationException("The host wrote the file to a disk.");

        return host.PeakResident;
    }

    private static async Task<long> CrowdAsync(Bucket bucket, int uploads, long length)
    {
        await using var host = await MeasuredHost.StartAsync([.. bucket.HostSettings, ("Attachments__MaxAttachmentSize", length.ToString(CultureInfo.InvariantCulture))]);
        var drafts = await Task.WhenAll(Enumerable.Range(0, uploads).Select(_ => host.CreateDraftAsync()));
        var (idle, written) = (host.Resident, host.WrittenToDisk);

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(drafts.Select((draft, index) => Task.Run(() => host.UploadAsync(draft, new GeneratedContent((ulong)index + 100, length)))));
        Report($"{uploads} uploads at once", length, clock, idle, host, written, "peak < 600 MiB");

        return host.PeakResident;
    }

    private static void Report(string name, long length, Stopwatch clock, long idle, MeasuredHost host, long written, string bound) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {length} | {clock.Elapsed.TotalSeconds:F1} | {idle / MiB} | {host.PeakResident / MiB} | {(host.WrittenToDisk - written) / MiB} | {bound} |"));
}
