namespace Attachments.Crash.Deployments;

/// <summary>The column content_state.</summary>
public enum BlobContent
{
    Stored = 0,
    Quarantined = 1,
    Removed = 2,
}
