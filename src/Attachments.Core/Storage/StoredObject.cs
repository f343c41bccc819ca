namespace Attachments.Storage;

/// <summary>Something that a store holds.</summary>
/// <param name="Name">What the store calls it: a path or an object's key, below the store's own root.</param>
/// <param name="Key">The blob that it is by its name; null where no blob is called so.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record StoredObject(string Name, BlobKey? Key, long Length);
