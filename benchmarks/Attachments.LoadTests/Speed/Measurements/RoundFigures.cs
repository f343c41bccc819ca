using System.Diagnostics;

namespace Attachments.LoadTests.Speed.Measurements;

/// <summary>What one round of one contender came to, per request where nothing else is said.</summary>
/// <param name="PerSecond">Requests in a second.</param>
/// <param name="P50">The median time of a request in milliseconds.</param>
/// <param name="P99">The 99th percentile in milliseconds.</param>
/// <param name="CpuMicroseconds">The server's processor time.</param>
/// <param name="AllocatedBytes">What the server's managed heap handed out.</param>
internal sealed record RoundFigures(double PerSecond, double P50, double P99, double CpuMicroseconds, double AllocatedBytes)
{
    public static RoundFigures Of(RoundTimes times, ServerCounters before, ServerCounters after)
    {
        var requests = times.Latencies.Length;
        var sorted = times.Latencies.Order().Select(static ticks => ticks * 1000d / Stopwatch.Frequency).ToArray();
        return new RoundFigures(
            requests / times.Elapsed.TotalSeconds,
            Statistics.Percentile(sorted, 0.5),
            Statistics.Percentile(sorted, 0.99),
            (after.Cpu - before.Cpu).TotalMicroseconds / requests,
            (double)(after.Allocated - before.Allocated) / requests);
    }
}
