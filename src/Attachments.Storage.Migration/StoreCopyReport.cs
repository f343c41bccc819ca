namespace Attachments.Storage.Migration;

/// <summary>What a copying that came to its end has done.</summary>
/// <param name="Counts">What it has counted, before an interruption included.</param>
public sealed record StoreCopyReport(StoreCopyCounts Counts)
{
    /// <summary>Gets whether the new store has all that the old one could give.</summary>
    public bool IsComplete => Counts.Failed == 0;
}
