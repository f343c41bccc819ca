namespace Attachments.Crash.Deployments;

/// <summary>Goes through all that happened to claims and verdicts, blob by blob.</summary>
internal sealed class ScanAudit
{
    private readonly List<string> violations = [];
    private readonly Dictionary<Guid, Guid> holders = [];

    private ScanAudit(IEnumerable<ScanChange> changes)
    {
        foreach (var change in changes)
            Check(change);
    }

    public IReadOnlyList<string> Violations => violations;

    public int Claims { get; private set; }

    /// <summary>How many claims followed one that nobody ended: its lease ran out.</summary>
    public int TakeOvers { get; private set; }

    public int Verdicts { get; private set; }

    public static async Task<ScanAudit> ReadAsync(Database database) => new(await database.ReadScanChangesAsync());

    private void Check(ScanChange change)
    {
        if (change.IsClaim)
            CheckClaim(change);
        else if (change.IsVerdict)
            CheckVerdict(change);
        else if (change.After.Token != change.Before.Token)
            holders.Remove(change.Blob);

        if (change.Before.Status != BlobStatus.Pending && change.After.Status != change.Before.Status)
            violations.Add($"{change.Blob} had its final verdict, {change.Before.Status}, and became {change.After.Status}: {change}");
    }

    private void CheckClaim(ScanChange change)
    {
        Claims++;
        if (change.Before.DueAt is not { } due || due > change.At)
            violations.Add($"{change.Blob} was claimed while it was not due, or somebody had it: {change}");

        if (holders.ContainsKey(change.Blob))
            TakeOvers++;

        holders[change.Blob] = change.After.Token!.Value;
    }

    private void CheckVerdict(ScanChange change)
    {
        Verdicts++;
        if (!holders.Remove(change.Blob, out var holder))
            violations.Add($"{change.Blob} got a verdict though nobody had claimed it: {change}");
        else if (holder != change.RecordedUnder)
            violations.Add($"{change.Blob} was held by {holder}, and got a verdict from {change.RecordedUnder}: {change}");

        if (change.Before.Status != BlobStatus.Pending)
            violations.Add($"{change.Blob} had a final verdict, and got another one: {change}");
    }
}
