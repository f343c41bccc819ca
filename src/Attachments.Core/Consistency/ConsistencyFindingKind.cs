namespace Attachments.Consistency;

/// <summary>What is wrong.</summary>
public enum ConsistencyFindingKind
{
    /// <summary>A blob's row is there, and the store has no bytes for it.</summary>
    MissingBytes,

    /// <summary>The store has more or fewer bytes than the blob's row says.</summary>
    WrongLength,

    /// <summary>The bytes are not those whose SHA-256 the blob's row has.</summary>
    WrongDigest,

    /// <summary>The store does not give the bytes to their end, or does not say whether it has them, though it works.</summary>
    Unreadable,

    /// <summary>An infected blob's bytes were to be removed, no sweep knows of them any more, and they are still there. A repair deletes them.</summary>
    RemovedBytes,

    /// <summary>An object that is a blob by its name, and that no row names. A repair deletes it.</summary>
    Orphan,

    /// <summary>An object that is no blob by its name. Never touched.</summary>
    ForeignObject,

    /// <summary>A staging to which nothing was written for long. A repair drops it, unless a live writer holds it.</summary>
    AbandonedStaging,
}
