namespace Attachments.Storage.Migration;

/// <summary>Why a blob was not copied.</summary>
public enum StoreCopyFailureKind
{
    /// <summary>Neither store has its bytes.</summary>
    MissingBytes,

    /// <summary>The old store's bytes are not those whose length and SHA-256 the blob's row has.</summary>
    DamagedBytes,

    /// <summary>The new store has bytes of another length under its key.</summary>
    OtherBytesPresent,

    /// <summary>A store refused several times, though it works. Another copier may be at the same blob, or have died at it; a later run tries again.</summary>
    Refused,
}
