namespace Attachments.Consistency;

/// <summary>What a check that came to its end has found.</summary>
/// <param name="Counts">What it has counted, before an interruption included.</param>
/// <param name="OverdueStrays">How many strays a sweep should have cleared long ago: not a fault of the data, but of sweeping.</param>
public sealed record ConsistencyReport(ConsistencyCounts Counts, long OverdueStrays)
{
    /// <summary>Gets whether nothing was found to be wrong.</summary>
    public bool IsConsistent => Counts.Findings == 0;
}
