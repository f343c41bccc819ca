namespace Attachments.Scanning.ClamAV.Probing;

/// <summary>What probing has shown of a daemon.</summary>
/// <param name="Failure">Why what it says cannot be trusted, and what to change, in one sentence; null where it can.</param>
/// <param name="Warning">What could be better, in one sentence; null where nothing could.</param>
internal sealed record ProbeFindings(string? Failure = null, string? Warning = null)
{
    /// <summary>Gets whether clamd calls encrypted archives and documents clean.</summary>
    public bool PassesEncrypted { get; init; }

    /// <summary>Gets whether clamd passes silently what a compressed entry of a ZIP has beyond its limit. Null where that could not be found out.</summary>
    public bool? CutsOff { get; init; }
}
