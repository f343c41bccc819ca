namespace Attachments.Crash.Deployments;

/// <summary>The column scan_status.</summary>
public enum BlobStatus
{
    Pending = 0,
    Safe = 1,
    Infected = 2,
    Unscannable = 3,
}
