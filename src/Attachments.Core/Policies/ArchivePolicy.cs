namespace Attachments.Policies;

/// <summary>What is asked of archives, with those that are nested in them, as it is enforced.</summary>
public sealed record ArchivePolicy
{
    /// <summary>Gets the most entries that an archive may have.</summary>
    public required int MaxEntries { get; init; }

    /// <summary>Gets how deep archives may be nested.</summary>
    /// <value>1 is an archive without another in it.</value>
    public required int MaxDepth { get; init; }

    /// <summary>Gets how many bytes an archive may expand to.</summary>
    /// <value>In bytes.</value>
    public required long MaxExpandedSize { get; init; }

    /// <summary>Gets how many times as long as itself an archive may expand to.</summary>
    /// <value>Asked only of what expands to more than 1 MiB.</value>
    public required int MaxRatio { get; init; }
}
