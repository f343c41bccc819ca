using Attachments.Scanning;
using Microsoft.Extensions.Options;

namespace Attachments.Jobs.Hangfire;

/// <summary>Bounds how many blobs this process scans at once, whichever jobs do, and lets one pass run at a time: a second could only wait for the first one's slots.</summary>
internal sealed class ScanSlots(IOptions<ScanningOptions> options) : IDisposable
{
    private readonly SemaphoreSlim free = new(options.Value.MaxConcurrentScans);
    private int passes;

    public async ValueTask<Slot> TakeAsync(CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Slot(free);
    }

    public bool TryBeginPass() => Interlocked.CompareExchange(ref passes, 1, 0) == 0;

    public void EndPass() => Volatile.Write(ref passes, 0);

    public void Dispose() => free.Dispose();

    public readonly struct Slot(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
