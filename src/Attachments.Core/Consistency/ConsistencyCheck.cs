namespace Attachments.Consistency;

/// <summary>What a consistency check looks at, and what it may do about it.</summary>
public sealed record ConsistencyCheck
{
    /// <summary>Gets whether every blob's bytes are read and their SHA-256 compared with the row's.</summary>
    /// <value>The default is false: presence and length only.</value>
    public bool VerifyDigests { get; init; }

    /// <summary>Gets how many bytes may be read in a second, all blobs together.</summary>
    /// <value>1 or more. The default, null, is as many as there are.</value>
    public long? BytesPerSecond { get; init; }

    /// <summary>Gets how many blobs are looked at side by side.</summary>
    /// <value>1 to 64. The default is 4.</value>
    public int Parallelism { get; init; } = 4;

    /// <summary>Gets whether bytes that nothing names are deleted and abandoned stagings dropped. What is missing or damaged cannot be repaired and is only reported.</summary>
    /// <value>The default is false: nothing is changed.</value>
    public bool Repair { get; init; }

    /// <summary>Gets how many objects a repair deletes at most; those beyond are only reported.</summary>
    /// <value>
    /// 0 or more. The default is 1,000. A store that is compared with the wrong database, or with an old copy of the right one, is full of objects
    /// that nothing names: the limit keeps a mistake small.
    /// </value>
    public long MaxDeletions { get; init; } = 1000;

    /// <summary>Gets how long nothing was written to a staging before it counts as abandoned.</summary>
    /// <value>0 or more. The default is 1 day. Longer than the longest pause of an upload.</value>
    public TimeSpan StagingGrace { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Gets how long ago a stray was due before it counts as overdue.</summary>
    /// <value>0 or more. The default is 1 day. Longer than the interval between two sweeps.</value>
    public TimeSpan StrayGrace { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Gets where an earlier check was stopped: the <see cref="ConsistencyProgress.Checkpoint"/> that was reported last.</summary>
    /// <value>The default, null, begins at the start.</value>
    public string? Checkpoint { get; init; }
}
