namespace Attachments.Jobs.Hangfire;

/// <summary>Tells when a pass has found so much to do that other hosts should help: more than it can scan at once, and again and again while that lasts.</summary>
internal sealed class Backlog(int concurrency, TimeProvider clock)
{
    private static readonly TimeSpan CallInterval = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private int scanned;
    private long? calledAt;

    /// <summary>Counts one scan, and returns whether it is time to call.</summary>
    public bool IsTimeToCallForHelp()
    {
        lock (gate)
        {
            if (++scanned < concurrency || (calledAt is { } last && clock.GetElapsedTime(last) < CallInterval))
                return false;

            scanned = 0;
            calledAt = clock.GetTimestamp();
            return true;
        }
    }
}
