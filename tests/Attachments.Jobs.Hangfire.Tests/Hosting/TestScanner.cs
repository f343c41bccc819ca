using Attachments.Content;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Jobs.Hangfire.Tests.Hosting;

/// <summary>One host's scanner, which can be away, or hold its scans until it is told to go on.</summary>
internal sealed class TestScanner(string host, ScanLog log) : IBlobScanner
{
    private static readonly ScannerVersion Version = new("Test", "1");

    private volatile TaskCompletionSource? hold;

    public string Name => "test";

    public bool CanScanInline => true;

    public bool IsAway { get; set; }

    public TimeSpan Latency { get; set; }

    /// <summary>Holds every scan from now on, until <see cref="Release"/>.</summary>
    public void Hold() => hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        hold?.TrySetResult();
        hold = null;
    }

    public ValueTask<BlobScan> BeginAsync(ScanTarget target, CancellationToken cancellationToken)
    {
        log.Begin(host, target.Blob);
        return new(new Scan(this, log, target.Blob));
    }

    public ValueTask<ScannerVersion> ReadVersionAsync(CancellationToken cancellationToken) => new(Version);

    public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) => new((string?)null);

    private sealed class Scan(TestScanner scanner, ScanLog log, BlobKey blob) : BlobScan
    {
        private bool disposed;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => default;

        public override async ValueTask<ScanReport> CompleteAsync(ContentDigest digest, long length, CancellationToken cancellationToken)
        {
            if (scanner.hold is { } held)
                await held.Task.WaitAsync(cancellationToken);

            if (scanner.Latency > TimeSpan.Zero)
                await Task.Delay(scanner.Latency, cancellationToken);

            if (scanner.IsAway)
                throw new ScannerUnavailableException("Away.");

            return new ScanReport(ScanVerdict.Clean, Version);
        }

        public override ValueTask DisposeAsync()
        {
            if (!disposed)
                log.End(blob);

            disposed = true;
            return base.DisposeAsync();
        }
    }
}
