namespace Attachments.Crash.Deployments;

/// <summary>What a blob's row says of its scans.</summary>
/// <param name="Token">Who has claimed it, or who had it last.</param>
/// <param name="DueAt">When it may be claimed, in milliseconds of the database's clock; null where it is not to be scanned.</param>
/// <param name="Status">Its verdict.</param>
/// <param name="Attempts">How often it was claimed.</param>
internal sealed record ScanState(Guid? Token, long? DueAt, BlobStatus Status, int Attempts);
