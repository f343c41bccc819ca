using System.Diagnostics;

namespace Attachments.LoadTests.Fleet.Chaos;

/// <summary>Knows what was away when, and so what an error may be put down to.</summary>
internal sealed class OutageLog
{
    // Connections that broke are found out one by one, and a store that comes back is slow at first.
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<Outage> outages = [];

    /// <summary>Gets how long the run has been going.</summary>
    public TimeSpan Now => clock.Elapsed;

    public IReadOnlyList<Outage> All
    {
        get
        {
            lock (gate)
                return [.. outages];
        }
    }

    public Outage Begin(string kind, string subject)
    {
        var outage = new Outage(kind, subject, Now);
        lock (gate)
            outages.Add(outage);

        return outage;
    }

    public void End(Outage outage)
    {
        lock (gate)
            outage.To = Now;
    }

    /// <summary>Gets whether anything was away in that time, or just before it.</summary>
    public bool IsDisturbed(TimeSpan from, TimeSpan to) => Any(from - Aftermath, to, _ => true);

    /// <summary>Gets whether a host or service was away in that time.</summary>
    public bool WasAway(string subject, TimeSpan from, TimeSpan to) => Any(from, to, outage => outage.Subject == subject);

    private bool Any(TimeSpan from, TimeSpan to, Func<Outage, bool> which)
    {
        lock (gate)
            return outages.Any(outage => outage.From <= to && (outage.To is null || outage.To >= from) && which(outage));
    }
}
