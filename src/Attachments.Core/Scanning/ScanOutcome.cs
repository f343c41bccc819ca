namespace Attachments.Scanning;

/// <summary>What became of an attempt to scan a blob.</summary>
internal enum ScanOutcome
{
    /// <summary>There was nothing to scan.</summary>
    NothingDue,

    /// <summary>There is a verdict.</summary>
    Scanned,

    /// <summary>There is none; the blob was put off.</summary>
    Failed,
}
