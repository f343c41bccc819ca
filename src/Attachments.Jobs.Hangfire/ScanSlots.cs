using Attachments.Scanning;
using Microsoft.Extensions.Options;

namespace Attachments.Jobs.Hangfire;

/// <summary>Bounds how many blobs this process scans at once, whichever jobs do.</summary>
internal sealed class ScanSlots(IOptions<ScanningOptions> options) : IDisposable
{
    private readonly SemaphoreSlim free = new(options.Value.MaxConcurrentScans);

    public async ValueTask<Slot> TakeAsync(CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Slot(free);
    }

    public void Dispose() => free.Dispose();

    public readonly struct Slot(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
