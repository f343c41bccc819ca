namespace Attachments.Storage.Migration;

/// <summary>How blobs are copied.</summary>
public sealed record StoreCopy
{
    /// <summary>Gets how many blobs are copied side by side.</summary>
    /// <value>1 to 64. The default is 4.</value>
    public int Parallelism { get; init; } = 4;

    /// <summary>Gets how many bytes may be copied in a second, all blobs together.</summary>
    /// <value>1 or more. The default, null, is as many as the stores take.</value>
    public long? BytesPerSecond { get; init; }

    /// <summary>Gets whether it is only counted what would be copied.</summary>
    /// <value>The default is false.</value>
    public bool DryRun { get; init; }

    /// <summary>Gets where an earlier copying was stopped: the <see cref="StoreCopyProgress.Checkpoint"/> that was reported last.</summary>
    /// <value>The default, null, begins at the start. What the new store has is not copied again either way.</value>
    public string? Checkpoint { get; init; }
}
