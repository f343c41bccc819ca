namespace Attachments.Crash.Deployments;

/// <summary>One committed change of what a blob's row says of its scans.</summary>
/// <param name="At">When, in milliseconds of the database's clock.</param>
/// <param name="Blob">The blob.</param>
/// <param name="Before">What the row said before.</param>
/// <param name="After">What it says now.</param>
/// <param name="Engine">The engine of the verdict, with the claim that it was recorded under.</param>
internal sealed record ScanChange(long At, Guid Blob, ScanState Before, ScanState After, string Engine)
{
    /// <summary>Somebody else has it from now on, and it counts as a try.</summary>
    public bool IsClaim => After.Token != Before.Token && After.DueAt is not null && After.Attempts > Before.Attempts;

    public bool IsVerdict => After.DueAt is null;

    /// <summary>The claim that the verdict was recorded under, which the host wrote into it.</summary>
    public Guid? RecordedUnder => Guid.TryParse(Engine.Split(" # ")[^1], out var token) ? token : null;
}
