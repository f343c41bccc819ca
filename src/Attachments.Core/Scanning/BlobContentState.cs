namespace Attachments.Scanning;

/// <summary>What became of a blob's bytes. The numbers are stored.</summary>
public enum BlobContentState
{
    /// <summary>They are in the store.</summary>
    Stored = 0,

    /// <summary>They are in the store, kept back from everybody until they are released or purged. The blob stays meanwhile, even without attachments.</summary>
    Quarantined = 1,

    /// <summary>They were infected and are deleted, or about to be. Row and digest stay until the last attachment goes, so that the bytes stay known.</summary>
    Removed = 2,
}
