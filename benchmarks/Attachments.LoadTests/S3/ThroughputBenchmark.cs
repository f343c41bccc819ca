using System.Diagnostics;
using System.Globalization;

namespace Attachments.LoadTests.S3;

/// <summary>Compares an upload and a download through the host with the plain SDK on the same server. The exit code is 1 where a bound is missed.</summary>
/// <remarks>The host does what the SDK does not: it parses the form, checks, hashes, and writes rows. The bytes go over one connection more.</remarks>
internal static class ThroughputBenchmark
{
    private const int MiB = 1024 * 1024;
    private const double Bound = 0.9;

    // Until both sides run compiled code: a host of 25 MiB uploads needs some forty of them, and has half the processor time per upload then.
    private const int WarmUps = 40;

    public static async Task<int> RunAsync(int rounds)
    {
        await using var bucket = await Bucket.CreateAsync();
        await using var host = await MeasuredHost.StartAsync([.. bucket.HostSettings, ("Attachments__MaxAttachmentSize", "1073741824")]);

        Console.WriteLine($"| median of {rounds} interleaved rounds | SDK, ms | host, ms | throughput, host : SDK |");
        Console.WriteLine("|---|---|---|---|");
        var small = await CompareAsync(bucket, host, 25 * MiB, WarmUps, rounds, "PutObject", PutAsync);
        var large = await CompareAsync(bucket, host, 256 * MiB, 2, rounds, "TransferUtility", TransferAsync);
        return small && large ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(Bucket bucket, MeasuredHost host, int length, int warmUps, int rounds, string sdkCall, Func<Bucket, string, byte[], Task> sdkUpload)
    {
        var bytes = new byte[length];
        List<(double Sdk, double Host)> uploads = [], downloads = [];
        for (var round = -warmUps; round < rounds; round++)
        {
            var content = new GeneratedContent((ulong)(round + warmUps), length);
            await using (var reader = content.Open())
                await reader.ReadExactlyAsync(bytes);

            var draft = await host.CreateDraftAsync();
            var url = "";
            var sdkUp = new Timed(() => sdkUpload(bucket, "plain", bytes));
            var hostUp = new Timed(async () => url = (await host.UploadAsync(draft, bytes)).GetProperty("url").GetString()!);
            var sdkDown = new Timed(() => GetAsync(bucket, "plain", length));
            var hostDown = new Timed(() => DownloadAsync(host, url, length));
            foreach (var step in Alternated(round, sdkUp, hostUp).Concat(Alternated(round, sdkDown, hostDown)))
                await step.RunAsync();

            // The test server's disk is small.
            await bucket.EmptyAsync();
            if (round < 0)
                continue;

            uploads.Add((sdkUp.Milliseconds, hostUp.Milliseconds));
            downloads.Add((sdkDown.Milliseconds, hostDown.Milliseconds));
        }

        var upload = Report($"upload of {length / MiB} MiB, {sdkCall}", uploads);
        var download = Report($"download of {length / MiB} MiB, GetObject", downloads);
        return upload >= Bound && download >= Bound;
    }

    // Neither always comes first, after the other has warmed the server up.
    private static Timed[] Alternated(int round, Timed first, Timed second) => round % 2 == 0 ? [first, second] : [second, first];

    private static async Task PutAsync(Bucket bucket, string key, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        await bucket.Client.PutObjectAsync(new() { BucketName = bucket.Name, Key = key, InputStream = stream });
    }

    private static async Task TransferAsync(Bucket bucket, string key, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        await bucket.Transfer.UploadAsync(stream, bucket.Name, key);
    }

    private static async Task GetAsync(Bucket bucket, string key, long length)
    {
        using var answer = await bucket.Client.GetObjectAsync(bucket.Name, key);
        await DrainAsync(answer.ResponseStream, length);
    }

    private static async Task DownloadAsync(MeasuredHost host, string url, long length)
    {
        using var response = await host.Client.GetAsync(new Uri(url, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        await DrainAsync(body, length);
    }

    private static async Task DrainAsync(Stream source, long length)
    {
        var block = new byte[128 * 1024];
        var total = 0L;
        while (await source.ReadAsync(block) is > 0 and var read)
            total += read;

        if (total != length)
            throw new InvalidDataException($"{total} bytes came instead of {length}.");
    }

    private static double Report(string what, List<(double Sdk, double Host)> times)
    {
        var ratio = Median(times.Select(time => time.Sdk / time.Host));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {Median(times.Select(time => time.Sdk)):F0} | {Median(times.Select(time => time.Host)):F0} | {ratio:F2} (bound {Bound:F2}) |"));
        return ratio;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private sealed class Timed(Func<Task> work)
    {
        public double Milliseconds { get; private set; }

        public async Task RunAsync()
        {
            var clock = Stopwatch.StartNew();
            await work();
            Milliseconds = clock.Elapsed.TotalMilliseconds;
        }
    }
}
