using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Attachments.LoadTests.Clamd;

/// <summary>Compares the product's clamd client with <c>clamdscan</c> on the same daemon, and shows that what it allocates does not grow with the file. The exit code is 1 where a bound is missed.</summary>
internal static class ScanBenchmark
{
    private const int MiB = 1024 * 1024;
    private const int Rounds = 11;
    private const int SmallScansPerRound = 300;
    private const double AllocationSlackKiB = 16;

    public static async Task<int> RunAsync()
    {
        await using var clamd = new ClamdProcess();
        await clamd.WaitUntilReadyAsync();
        await using var tcp = new ScanClient(clamd.TcpEndpoint);
        await using var unix = new ScanClient(clamd.UnixEndpoint);

        var isFast = await CompareAsync(clamd, tcp, unix);
        CompareSessions(clamd);
        var isFlat = await AllocationsAsync(clamd, tcp, "TCP") & await AllocationsAsync(clamd, unix, "unix");
        return isFast && isFlat ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(ClamdProcess clamd, ScanClient tcp, ScanClient unix)
    {
        var empty = clamd.PathOf("empty");
        await File.WriteAllBytesAsync(empty, []);
        (string Name, Func<string, Task> Scan)[] contenders =
        [
            ("ours, TCP", tcp.ScanAsync),
            ("clamdscan --stream, TCP", file => clamd.ScanAsync("tcp", "--stream", file)),
            ("ours, unix", unix.ScanAsync),
            ("clamdscan --stream, unix", file => clamd.ScanAsync("unix", "--stream", file)),
            ("ours, file handed over, unix", unix.ScanFileAsync),
            ("clamdscan --fdpass, unix", file => clamd.ScanAsync("unix", "--fdpass", file)),
            ("clamdscan --stream of an empty file, TCP", _ => clamd.ScanAsync("tcp", "--stream", empty)),
        ];

        var times = contenders.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < Rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var elapsed = await MeasureAsync(clamd, 25 * MiB, contenders[i].Scan);
                if (round >= 0)
                    times[i].Add(elapsed);
            }
        }

        Console.WriteLine($"| 25 MiB, median of {Rounds} interleaved rounds | ms | MB/s | median ratio of time to clamdscan --stream of the same transport |");
        Console.WriteLine("|---|---|---|---|");
        for (var i = 0; i < contenders.Length; i++)
        {
            var reference = times[contenders[i].Name.EndsWith("TCP", StringComparison.Ordinal) ? 1 : 3];
            Row($"| {contenders[i].Name} | {Median(times[i]):F0} | {25 * MiB / 1e3 / Median(times[i]):F0} | {Median(Ratios(times[i], reference)):F2} |");
        }

        var byFile = Median(Ratios(times[4], times[5]));
        Console.WriteLine();
        Row($"A file handed over, ours against clamdscan --fdpass: {byFile:F2} of the time.");
        Console.WriteLine();
        return Median(Ratios(times[0], times[1])) <= 1 && Median(Ratios(times[2], times[3])) <= 1 && byFile <= 1;
    }

    private static void CompareSessions(ClamdProcess clamd)
    {
        var tcp = new SmallScans(IPEndPoint.Parse(clamd.TcpEndpoint["tcp://".Length..]));
        var unix = new SmallScans(new UnixDomainSocketEndPoint(clamd.PathOf("clamd.sock")));
        (string Name, Action<int> Scan)[] contenders =
        [
            ("connection each, TCP", tcp.EachConnects), ("one session, TCP", tcp.InOneSession),
            ("connection each, unix", unix.EachConnects), ("one session, unix", unix.InOneSession),
        ];

        var times = contenders.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < Rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var clock = Stopwatch.StartNew();
                contenders[i].Scan(SmallScansPerRound);
                if (round >= 0)
                    times[i].Add(clock.Elapsed.TotalMicroseconds / SmallScansPerRound);
            }
        }

        Console.WriteLine($"| 1 KiB on a bare socket, median of {Rounds} interleaved rounds of {SmallScansPerRound} | µs for a scan |");
        Console.WriteLine("|---|---|");
        for (var i = 0; i < contenders.Length; i++)
            Row($"| {contenders[i].Name} | {Median(times[i]):F0} |");

        Console.WriteLine();
    }

    private static async Task<bool> AllocationsAsync(ClamdProcess clamd, ScanClient client, string transport)
    {
        Console.WriteLine($"| {transport}, median of {Rounds} scans | KiB allocated |");
        Console.WriteLine("|---|---|");

        var medians = new List<double>();
        foreach (var size in (int[])[1, 25, 100])
        {
            var allocated = new List<double>();
            for (var round = -1; round < Rounds; round++)
            {
                var path = NewFile(clamd, size * MiB);
                var before = GC.GetTotalAllocatedBytes(precise: true);
                await client.ScanAsync(path);
                if (round >= 0)
                    allocated.Add((GC.GetTotalAllocatedBytes(precise: true) - before) / 1024d);
            }

            medians.Add(Median(allocated));
            Row($"| {size} MiB | {medians[^1]:F1} |");
        }

        Console.WriteLine();
        return medians[^1] <= medians[0] + AllocationSlackKiB;
    }

    private static async Task<double> MeasureAsync(ClamdProcess clamd, int length, Func<string, Task> scan)
    {
        var path = NewFile(clamd, length);
        var clock = Stopwatch.StartNew();
        await scan(path);
        return clock.Elapsed.TotalMilliseconds;
    }

    // Never the same bytes twice: clamd remembers what was clean.
    private static string NewFile(ClamdProcess clamd, int length)
    {
        var path = clamd.PathOf("content");
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        Random.Shared.NextBytes(bytes);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static IEnumerable<double> Ratios(IEnumerable<double> times, IEnumerable<double> references) => times.Zip(references, (time, reference) => time / reference);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static void Row(FormattableString row) => Console.WriteLine(row.ToString(CultureInfo.InvariantCulture));
}
