using System.Diagnostics;
using Attachments.Persistence;

namespace Attachments.Relational.Tests.Stress;

// A claim, and between which moments it was made.
internal sealed record StressClaim(ScanClaim Claim, long Began, long Ended, TimeSpan Lease)
{
    // The databases' clocks are rounded to milliseconds, and a lease may be one shorter.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(2);

    // Of two that were both made within the shorter of their leases, both are alive at one moment.
    public bool IsAliveWith(StressClaim other) =>
        Stopwatch.GetElapsedTime(Math.Min(Began, other.Began), Math.Max(Ended, other.Ended)) + Rounding < (Lease < other.Lease ? Lease : other.Lease);

    public override string ToString() => $"attempt {Claim.Attempt} of {Claim.Status} at {Began} to {Ended} ns for {Lease.TotalMilliseconds} ms";

    public bool CameAfter(StressClaim other) => Began > other.Ended;
}
