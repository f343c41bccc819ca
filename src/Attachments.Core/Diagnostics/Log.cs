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
}
