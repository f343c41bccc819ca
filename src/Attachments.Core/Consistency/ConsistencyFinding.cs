using Attachments.Storage;

namespace Attachments.Consistency;

/// <summary>One thing that is wrong.</summary>
/// <param name="Kind">What is wrong.</param>
public sealed record ConsistencyFinding(ConsistencyFindingKind Kind)
{
    /// <summary>Gets the blob's key; null where the object's name says none.</summary>
    public BlobKey? Key { get; init; }

    /// <summary>Gets what the store calls the object or staging; null where a row was looked at.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the length that the row says, in bytes; null where no row does.</summary>
    public long? ExpectedLength { get; init; }

    /// <summary>Gets the length that the store says, in bytes; null where it says none.</summary>
    public long? ActualLength { get; init; }

    /// <summary>Gets whether it was put right.</summary>
    public bool IsRepaired { get; init; }
}
