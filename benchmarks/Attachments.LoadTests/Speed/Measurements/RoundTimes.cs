namespace Attachments.LoadTests.Speed.Measurements;

/// <summary>How long a round took, and each of its requests in ticks of the stopwatch.</summary>
internal sealed record RoundTimes(TimeSpan Elapsed, long[] Latencies);
