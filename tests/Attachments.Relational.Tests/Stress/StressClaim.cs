using System.Diagnostics;
using Attachments.Persistence;

namespace Attachments.Relational.Tests.Stress;

// A claim, and between which moments it was made.
internal sealed record StressClaim(ScanClaim Claim, long Began, long Ended, TimeSpan Lease)
{
    // Of two that were both made within the shorter of their leases, both are alive at one moment.
    public bool IsAliveWith(StressClaim other) =>
        Stopwatch.GetElapsedTime(Math.Min(Began, other.Began), Math.Max(Ended, other.Ended)) < (Lease < other.Lease ? Lease : other.Lease);

    public bool CameAfter(StressClaim other) => Began > other.Ended;
}
