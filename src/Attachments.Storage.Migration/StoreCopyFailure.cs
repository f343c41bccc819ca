namespace Attachments.Storage.Migration;

/// <summary>A blob that was not copied.</summary>
/// <param name="Key">The blob's key.</param>
/// <param name="Kind">Why.</param>
public sealed record StoreCopyFailure(BlobKey Key, StoreCopyFailureKind Kind);
