using Attachments.Access;
using Attachments.Scanning;
using Attachments.Storage;
using Microsoft.Extensions.Logging;

namespace Attachments.Diagnostics;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Error, "The bytes of blob {Key} were missing, though attachment {Attachment} names it.")]
    public static partial void BlobMissing(this ILogger logger, BlobKey key, AttachmentId attachment);

    [LoggerMessage(101, LogLevel.Warning, "The bytes of blob {Key} could not be deleted; a later sweep will.")]
    public static partial void BytesNotDeleted(this ILogger logger, BlobKey key, Exception exception);

    [LoggerMessage(102, LogLevel.Warning, "{Count} strays could not be forgotten after their bytes were deleted; a later sweep will.")]
    public static partial void StraysNotForgotten(this ILogger logger, int count, Exception exception);

    [LoggerMessage(103, LogLevel.Warning, "The reservation of blob {Key} could not be renewed.")]
    public static partial void ReservationNotRenewed(this ILogger logger, BlobKey key, Exception exception);

    [LoggerMessage(104, LogLevel.Information, "Swept {Strays} strays, {Stagings} stagings and {LostMessages} lost messages.")]
    public static partial void Swept(this ILogger logger, int strays, int stagings, int lostMessages);

    [LoggerMessage(105, LogLevel.Error, "A sweep failed; the next one will try again.")]
    public static partial void SweepFailed(this ILogger logger, Exception exception);

    [LoggerMessage(106, LogLevel.Information, "A message was gone without notice; {Count} attachments of it were deleted.")]
    public static partial void LostMessageFound(this ILogger logger, int count);

    [LoggerMessage(107, LogLevel.Debug, "Blob {Key} was scanned: {Status}, in attempt {Attempt}.")]
    public static partial void ScanEnded(this ILogger logger, BlobKey key, ScanStatus status, int attempt);

    [LoggerMessage(108, LogLevel.Warning, "Blob {Key} could not be scanned in attempt {Attempt}; it is tried again in {Delay}.")]
    public static partial void ScanPostponed(this ILogger logger, BlobKey key, int attempt, TimeSpan delay, Exception exception);

    [LoggerMessage(109, LogLevel.Warning, "The claim on blob {Key} could not be handed back; it runs out by itself.")]
    public static partial void ScanNotHandedBack(this ILogger logger, BlobKey key, Exception exception);

    [LoggerMessage(110, LogLevel.Information, "The verdict {Status} on blob {Key} came too late and was ignored.")]
    public static partial void VerdictLate(this ILogger logger, BlobKey key, ScanStatus status);

    [LoggerMessage(111, LogLevel.Error, "The bytes of blob {Key} were missing when they were to be scanned.")]
    public static partial void BlobMissingForScan(this ILogger logger, BlobKey key);

    [LoggerMessage(112, LogLevel.Error, "A look for blobs to scan failed; the next one will try again.")]
    public static partial void ScanWorkerFailed(this ILogger logger, Exception exception);

    [LoggerMessage(113, LogLevel.Information, "{Count} blobs are to be scanned again.")]
    public static partial void RescansScheduled(this ILogger logger, int count);

    [LoggerMessage(114, LogLevel.Warning, "Blobs to be scanned again could not be looked for; the next interval will try.")]
    public static partial void RescansNotScheduled(this ILogger logger, Exception exception);

    [LoggerMessage(115, LogLevel.Warning, "The age of the scan queue could not be read.")]
    public static partial void ScanQueueNotMeasured(this ILogger logger, Exception exception);

    [LoggerMessage(116, LogLevel.Error, "A handler of {Event} on blob {Key} failed.")]
    public static partial void EventNotHandled(this ILogger logger, string @event, BlobKey key, Exception exception);

    [LoggerMessage(117, LogLevel.Warning, "Blob {Key} is infected: {Threat}, says {Engine}.")]
    public static partial void BlobInfected(this ILogger logger, BlobKey key, string? threat, string? engine);

    [LoggerMessage(118, LogLevel.Information, "Blob {Key} is {Status} ({Detail}), says {Engine}.")]
    public static partial void BlobScanned(this ILogger logger, BlobKey key, ScanStatus status, string? detail, string? engine);

    [LoggerMessage(119, LogLevel.Warning, "{Count} attachments of {Owner} are infected, by blob {Key}.")]
    public static partial void AttachmentsInfected(this ILogger logger, int count, UserId owner, BlobKey key);

    [LoggerMessage(120, LogLevel.Information, "Quarantined blob {Key} was released by {By}: {Reason}")]
    public static partial void QuarantineReleased(this ILogger logger, BlobKey key, UserId by, string reason);

    [LoggerMessage(121, LogLevel.Information, "Quarantined blob {Key} was purged by {By}: {Reason}")]
    public static partial void QuarantinePurged(this ILogger logger, BlobKey key, UserId by, string reason);

    [LoggerMessage(122, LogLevel.Debug, "Blob {Key} waits for its scan for {Delay}: {Reason}")]
    public static partial void ScanWaits(this ILogger logger, BlobKey key, TimeSpan delay, string reason);

    [LoggerMessage(124, LogLevel.Information, "Checked {Blobs} blobs and {Objects} objects: {Findings} findings, {Repaired} repaired.")]
    public static partial void ConsistencyChecked(this ILogger logger, long blobs, long objects, long findings, long repaired);

    [LoggerMessage(125, LogLevel.Error, "Whether the message of attachment {Id} was given away meanwhile could not be told; the attachment keeps the owner that was known.")]
    public static partial void OwnerNotFollowed(this ILogger logger, AttachmentId id, Exception exception);

    [LoggerMessage(126, LogLevel.Error, "A further step of a sweep failed; the next one will try again.")]
    public static partial void SweepStepFailed(this ILogger logger, Exception exception);
}
