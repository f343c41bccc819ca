using Attachments.Scanning.VirusTotal.Quota;

namespace Attachments.Scanning.VirusTotal;

/// <summary>What one scan may spend: requests and time.</summary>
/// <param name="permits">The requests that were set aside for it.</param>
/// <param name="clock">The clock.</param>
/// <param name="timeout">How long the library lets a scan take.</param>
/// <param name="begun">When it began, as the clock's timestamp.</param>
internal sealed class ScanBudget(QuotaReservation permits, TimeProvider clock, TimeSpan timeout, long begun) : IDisposable
{
    // Who takes longer than the library allows is cancelled, and cannot say any more when trying again makes sense.
    private readonly TimeSpan limit = timeout * 0.9;

    /// <summary>Gets the requests that are left.</summary>
    public QuotaReservation Permits => permits;

    /// <summary>Gives the same time other requests.</summary>
    /// <param name="more">The requests.</param>
    public ScanBudget Extend(QuotaReservation more) => new(more, clock, timeout, begun);

    /// <summary>Gets whether the scan may wait so long and still ask afterwards.</summary>
    /// <param name="wait">How long.</param>
    public bool Allows(TimeSpan wait) => clock.GetElapsedTime(begun) + wait < limit;

    /// <summary>Makes what is cancelled with a token, and when the time is up.</summary>
    /// <param name="cancellationToken">The token.</param>
    public CancellationTokenSource Start(CancellationToken cancellationToken)
    {
        var left = limit - clock.GetElapsedTime(begun);
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        return source;
    }

    public void Dispose() => permits.Dispose();
}
