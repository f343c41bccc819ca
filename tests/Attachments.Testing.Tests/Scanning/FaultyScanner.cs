using Attachments.Scanning;

namespace Attachments.Testing.Scanning;

/// <summary>A scanner that breaks one promise.</summary>
internal sealed class FaultyScanner(ScannerFault fault, bool isReachable = true) : IBlobScanner
{
    private int opened;
    private int closed;

    public string Name => fault == ScannerFault.HasAnUglyName ? "My Scanner" : "faulty";

    public bool CanScanInline => true;

    public int OpenScans => Volatile.Read(ref opened) - Volatile.Read(ref closed);

    /// <summary>Gets what all scans have seen, for the fault of mixing them up.</summary>
    public List<byte> Shared { get; } = [];

    public ValueTask<BlobScan> BeginAsync(ScanTarget target, CancellationToken cancellationToken)
    {
        ThrowIfCancelledOrAway(cancellationToken);
        if (fault == ScannerFault.FailsAfterScansThatWereGivenUp && Volatile.Read(ref opened) > 20)
            throw new ScannerUnavailableException("Out of connections.");

        Interlocked.Increment(ref opened);
        return ValueTask.FromResult<BlobScan>(new FaultyScan(this, fault));
    }

    public ValueTask<ScannerVersion> ReadVersionAsync(CancellationToken cancellationToken)
    {
        ThrowIfCancelledOrAway(cancellationToken);
        return ValueTask.FromResult(new ScannerVersion(fault == ScannerFault.HasNoEngine ? "" : "Faulty 1.0"));
    }

    public ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        ThrowIfCancelledOrAway(cancellationToken);
        return ValueTask.FromResult<string?>(fault == ScannerFault.WarnsOfNothing ? "" : null);
    }

    public void ThrowIfCancelledOrAway(CancellationToken cancellationToken)
    {
        if (fault != ScannerFault.IgnoresCancellation)
            cancellationToken.ThrowIfCancellationRequested();

        if (!isReachable && fault != ScannerFault.IsCleanWhenUnreachable)
            throw new ScannerUnavailableException("Away.") { IsMisconfigured = fault == ScannerFault.SaysThatTheUnreachableIsMisconfigured };
    }

    public void Close()
    {
        if (fault != ScannerFault.LeavesScansOpen)
            Interlocked.Increment(ref closed);
    }
}
