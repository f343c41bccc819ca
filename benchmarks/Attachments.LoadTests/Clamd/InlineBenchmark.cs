using System.Diagnostics;
using System.Globalization;

namespace Attachments.LoadTests.Clamd;

/// <summary>Compares an upload that is scanned inline with one that is not, and with <c>clamdscan</c> on as many bytes. The exit code is 1 where the bound is missed.</summary>
internal static class InlineBenchmark
{
    private const long Length = 25 * 1024 * 1024;
    private const int Rounds = 11;
    private const double Bound = 1.15;

    public static async Task<int> RunAsync()
    {
        await using var clamd = new ClamdProcess();
        await clamd.WaitUntilReadyAsync();
        await using var plain = await MeasuredHost.StartAsync();
        await using var inline = await MeasuredHost.StartAsync(
            ("Attachments__Scanning__Mode", "Inline"), ("Attachments__Scanning__ClamAV__Endpoint", clamd.TcpEndpoint));

        List<double> unscanned = [], scans = [], scanned = [];
        for (var round = -2; round < Rounds; round++)
        {
            // Never the same bytes twice: clamd remembers what was clean.
            var (a, b, c) = (await UploadAsync(plain, Content(round, 1)), await ScanAsync(clamd, Content(round, 2)), await UploadAsync(inline, Content(round, 3)));
            if (round < 0)
                continue;

            unscanned.Add(a);
            scans.Add(b);
            scanned.Add(c);
        }

        var ratio = Median(scanned.Select((time, i) => time / Math.Max(unscanned[i], scans[i])));
        Console.WriteLine($"| 25 MiB, median of {Rounds} interleaved rounds | ms |");
        Console.WriteLine("|---|---|");
        Row("upload, not scanned", Median(unscanned));
        Row("clamdscan --stream, TCP", Median(scans));
        Row("upload, scanned inline", Median(scanned));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nmedian ratio to the longer of the first two: {ratio:F2} (bound {Bound:F2})"));
        return ratio <= Bound ? 0 : 1;
    }

    private static GeneratedContent Content(int round, int number) => new((ulong)((10 * (round + 100)) + number), Length);

    private static async Task<double> UploadAsync(MeasuredHost host, GeneratedContent content)
    {
        var draft = await host.CreateDraftAsync();
        var clock = Stopwatch.StartNew();
        await host.UploadAsync(draft, content);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task<double> ScanAsync(ClamdProcess clamd, GeneratedContent content)
    {
        var path = clamd.PathOf("content");
        await using (var file = File.Create(path))
        await using (var bytes = content.Open())
            await bytes.CopyToAsync(file);

        var clock = Stopwatch.StartNew();
        await clamd.ScanAsync("tcp", "--stream", path);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static void Row(string name, double milliseconds) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {milliseconds:F0} |"));
}
