using System.Globalization;

namespace Attachments.LoadTests.Speed.Measurements;

/// <summary>Interleaved rounds of several contenders, the first of which the others are compared with.</summary>
internal sealed class Comparison(string title, SpeedSettings settings, params IReadOnlyList<Contender> contenders) : IDisposable
{
    private const double Mebi = 1024 * 1024;

    /// <summary>Runs the rounds and prints what every contender came to.</summary>
    /// <param name="requests">Requests in one round of one contender.</param>
    /// <param name="bytes">How many bytes of content one request moves; 0 where requests in a second say more.</param>
    /// <param name="warmUp">How long the servers are warmed up; null for what suits the bytes.</param>
    public void Run(int requests, long bytes, WarmUp? warmUp = null)
    {
        warmUp ??= bytes < Mebi ? WarmUp.OfSmallRequests : settings.IsShort ? WarmUp.OfBulkInShort : WarmUp.OfBulk;
        foreach (var contender in contenders)
            contender.WarmUp(settings.Requests(requests), warmUp);

        for (var round = 0; round < settings.Rounds; round++)
        {
            // There and back, so that a drift of the machine falls on both sides.
            var order = round % 2 == 0 ? contenders : contenders.Reverse();
            foreach (var contender in order)
                contender.RunRound(settings.Requests(requests));
        }

        Print(bytes);
    }

    public void Dispose()
    {
        foreach (var contender in contenders)
            contender.Dispose();
    }

    private void Print(long bytes)
    {
        var isBulk = bytes >= Mebi;
        Console.WriteLine($"| {title}, medians of {settings.Rounds} rounds | {(isBulk ? "MB/s" : "requests/s")} | ratio (lowest–highest) | p50 ms | p99 ms | {(isBulk ? "CPU s/GB" : "CPU µs/request")} | CPU ratio | KiB allocated/request |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var contender in contenders)
        {
            var ratios = contender.Ratios(contenders[0], static round => round.PerSecond);
            var speed = contender.Median(static round => round.PerSecond) * (isBulk ? bytes / 1e6 : 1);
            var cpu = contender.Median(static round => round.CpuMicroseconds) / (isBulk ? bytes / 1e9 * 1e6 : 1);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {contender.Name} | {speed:F0} | {Statistics.Median(ratios):F2} ({ratios.Min():F2}–{ratios.Max():F2}) | {contender.Median(static round => round.P50):F2} | {contender.Median(static round => round.P99):F2} | {Cpu(cpu, isBulk)} | {contender.Ratio(contenders[0], static round => round.CpuMicroseconds):F2} | {contender.Median(static round => round.AllocatedBytes) / 1024:F1} |"));
        }

        Console.WriteLine();
    }

    private static string Cpu(double cpu, bool isBulk) => cpu.ToString(isBulk ? "F2" : "F0", CultureInfo.InvariantCulture);
}
