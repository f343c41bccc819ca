namespace Attachments.Storage;

/// <summary>Bytes that are not published.</summary>
/// <param name="Name">What the store calls the staging.</param>
/// <param name="Key">The blob that it is to become; null where its name does not say.</param>
/// <param name="UntouchedFor">How long ago something was written to it, by the store's own clock.</param>
public sealed record StoredStaging(string Name, BlobKey? Key, TimeSpan UntouchedFor);
