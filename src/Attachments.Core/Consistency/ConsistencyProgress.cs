using Attachments.Persistence;

namespace Attachments.Consistency;

/// <summary>Where a check stands.</summary>
/// <param name="Stage">What it looks at.</param>
/// <param name="Counts">What it has counted so far, before an interruption included.</param>
/// <param name="Totals">How much there was when it began.</param>
/// <param name="Checkpoint">Where to go on after an interruption; a text to keep as it is.</param>
public sealed record ConsistencyProgress(ConsistencyStage Stage, ConsistencyCounts Counts, BlobTotals Totals, string Checkpoint);
