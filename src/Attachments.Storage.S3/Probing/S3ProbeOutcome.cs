namespace Attachments.Storage.S3.Probing;

/// <summary>What came of one step of a probe.</summary>
public enum S3ProbeOutcome
{
    /// <summary>The service does it.</summary>
    Works,

    /// <summary>It does not, and the store copes: by its profile, or because it does without.</summary>
    Lacking,

    /// <summary>Somebody should look at it.</summary>
    Warning,

    /// <summary>It does not, and the store needs it.</summary>
    Failed,

    /// <summary>It could not be tried.</summary>
    Skipped,
}
