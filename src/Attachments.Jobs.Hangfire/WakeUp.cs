using Attachments.Storage;

namespace Attachments.Jobs.Hangfire;

/// <summary>A blob that must be scanned, and from when on; null for at once.</summary>
internal readonly record struct WakeUp(BlobKey Blob, DateTimeOffset? DueAt);
