using Attachments.Storage;

namespace Attachments.Scanning;

/// <summary>Scans blobs that have no verdict, and records what the scanners say. For job servers; in-process workers call it by themselves.</summary>
/// <remarks>Any number may run at once, on any number of hosts: a blob is scanned by whoever claims it first, and nobody else until that claim has run out.</remarks>
public interface IBlobScanProcessor
{
    /// <summary>Scans one blob, if it is due and nobody else has claimed it.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="cancellationToken">Cancels the scan and hands the blob back.</param>
    /// <returns>False where there was nothing to do.</returns>
    /// <exception cref="Persistence.AttachmentDatabaseException">The database could not be reached. The claim, if there was one, runs out by itself.</exception>
    ValueTask<bool> ScanAsync(BlobKey blob, CancellationToken cancellationToken = default);

    /// <summary>Claims the blob that has been due for longest, or every second time the one that became due last, and scans it.</summary>
    /// <param name="cancellationToken">Cancels the scan and hands the blob back.</param>
    /// <returns>False where none was due.</returns>
    /// <exception cref="Persistence.AttachmentDatabaseException">The database could not be reached.</exception>
    ValueTask<bool> ScanNextAsync(CancellationToken cancellationToken = default);

    /// <summary>Finds verdicts that have aged, or that older signatures gave, and makes their blobs due, as <see cref="RescanOptions"/> says. Nothing where neither is on.</summary>
    /// <param name="cancellationToken">Cancels the call, which can be repeated.</param>
    /// <returns>How many blobs were made due.</returns>
    /// <exception cref="Persistence.AttachmentDatabaseException">The database could not be reached.</exception>
    /// <exception cref="ScannerUnavailableException">A scanner could not say which signatures it has.</exception>
    ValueTask<int> ScheduleRescansAsync(CancellationToken cancellationToken = default);
}
