using Attachments.Persistence;

namespace Attachments.Storage.Migration;

/// <summary>Where a copying stands.</summary>
/// <param name="Counts">What it has counted so far, before an interruption included.</param>
/// <param name="BytesRead">How many bytes have passed in this run, those of blobs that are not yet whole included.</param>
/// <param name="Totals">How much there was when it began.</param>
/// <param name="Checkpoint">Where to go on after an interruption; a text to keep as it is. Told before the work that it is about is begun.</param>
public sealed record StoreCopyProgress(StoreCopyCounts Counts, long BytesRead, BlobTotals Totals, string Checkpoint);
