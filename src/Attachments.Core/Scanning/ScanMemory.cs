using Attachments.Storage;

namespace Attachments.Scanning;

/// <summary>What scanners said of blobs that another scanner asked to be patient for, so that the next try does not read and scan the whole file again only to hear it once more.</summary>
/// <remarks>Saves work and decides nothing: another process, or this one after a restart, scans again.</remarks>
internal sealed class ScanMemory(TimeProvider clock)
{
    // Long enough for most waits; short enough that new signatures are not missed for long.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const int MostReports = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(BlobKey Blob, IBlobScanner Scanner), (ScanReport Report, long At)> reports = [];

    public ScanReport? Find(BlobKey blob, IBlobScanner scanner)
    {
        lock (gate)
            return reports.TryGetValue((blob, scanner), out var kept) && clock.GetElapsedTime(kept.At) < Lifetime ? kept.Report : null;
    }

    public void Keep(BlobKey blob, IBlobScanner scanner, ScanReport report)
    {
        lock (gate)
        {
            // Bounded in the simplest way: a backlog of so many costs each of them one scan more.
            if (reports.Count >= MostReports)
                reports.Clear();

            reports[(blob, scanner)] = (report, clock.GetTimestamp());
        }
    }

    public void Forget(BlobKey blob, IBlobScanner scanner)
    {
        lock (gate)
            reports.Remove((blob, scanner));
    }
}
