using System.Diagnostics;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>How long the slowest statement took that the Npgsql driver has sent, as the driver's own activities tell.</summary>
internal static class SlowestStatement
{
    private static long slowest;

    public static double Milliseconds => TimeSpan.FromTicks(Interlocked.Read(ref slowest)).TotalMilliseconds;

    /// <summary>Begins to listen. It costs every command an activity, so only servers that are asked for it do.</summary>
    public static void Watch() => ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = static source => source.Name == "Npgsql",
        Sample = static (ref _) => ActivitySamplingResult.PropagationData,
        ActivityStopped = static activity => Record(activity.Duration.Ticks),
    });

    private static void Record(long ticks)
    {
        long known;
        while (ticks > (known = Interlocked.Read(ref slowest)) && Interlocked.CompareExchange(ref slowest, ticks, known) != known)
        {
            // Another command was slower meanwhile: compare again.
        }
    }
}
