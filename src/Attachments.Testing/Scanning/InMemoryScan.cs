using System.Buffers;
using Attachments.Content;
using Attachments.Scanning;

namespace Attachments.Testing.Scanning;

internal sealed class InMemoryScan(InMemoryScanner scanner) : BlobScan
{
    private readonly ArrayBufferWriter<byte> seen = new();
    private bool disposed;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        scanner.ThrowIfAway();
        seen.Write(bytes.Span);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (scanner.Latency != TimeSpan.Zero)
            await Task.Delay(scanner.Latency, scanner.Clock, cancellationToken).ConfigureAwait(false);

        scanner.ThrowIfAway();
        if (seen.WrittenCount != length)
            throw new ScannerUnavailableException($"The scanner saw {seen.WrittenCount} of {length} bytes.");

        var isInfected = seen.WrittenSpan.IndexOf(InMemoryScanner.EicarFile.Span) >= 0;
        var verdict = scanner.Verdict ?? (isInfected ? ScanVerdict.Infected : ScanVerdict.Clean);
        scanner.CountCompleted();
        return new ScanReport(verdict, scanner.Version, Detail(verdict));
    }

    public override ValueTask DisposeAsync()
    {
        if (!disposed)
            scanner.CountClosed();

        disposed = true;
        return base.DisposeAsync();
    }

    private static string? Detail(ScanVerdict verdict) => verdict switch
    {
        ScanVerdict.Infected => "Eicar-Test-File",
        ScanVerdict.Unscannable => "Told so by the test.",
        _ => null,
    };
}
