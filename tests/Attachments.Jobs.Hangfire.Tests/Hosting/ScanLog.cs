using System.Collections.Concurrent;
using Attachments.Storage;

namespace Attachments.Jobs.Hangfire.Tests.Hosting;

/// <summary>What all hosts' scanners did, on which blobs.</summary>
internal sealed class ScanLog
{
    private readonly ConcurrentDictionary<BlobKey, int> open = new();
    private readonly ConcurrentQueue<(string Host, BlobKey Blob)> begun = new();
    private int openNow;
    private int mostOfOneBlob;
    private int mostAtOnce;

    /// <summary>Gets the scans that were begun, in their order.</summary>
    public IReadOnlyList<(string Host, BlobKey Blob)> Begun => [.. begun];

    /// <summary>Gets the greatest number of scans of one blob that ran side by side.</summary>
    public int MostAtOnceOfOneBlob => Volatile.Read(ref mostOfOneBlob);

    /// <summary>Gets the greatest number of scans that ran side by side.</summary>
    public int MostAtOnce => Volatile.Read(ref mostAtOnce);

    public int BegunBy(string host) => begun.Count(scan => scan.Host == host);

    public void Begin(string host, BlobKey blob)
    {
        begun.Enqueue((host, blob));
        Raise(ref mostOfOneBlob, open.AddOrUpdate(blob, 1, (_, count) => count + 1));
        Raise(ref mostAtOnce, Interlocked.Increment(ref openNow));
    }

    public void End(BlobKey blob)
    {
        open.AddOrUpdate(blob, 0, (_, count) => count - 1);
        Interlocked.Decrement(ref openNow);
    }

    private static void Raise(ref int most, int value)
    {
        var known = Volatile.Read(ref most);
        while (value > known)
        {
            var seen = Interlocked.CompareExchange(ref most, value, known);
            if (seen == known)
                return;

            known = seen;
        }
    }
}
