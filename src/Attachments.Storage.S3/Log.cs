using Microsoft.Extensions.Logging;

namespace Attachments.Storage.S3;

internal static partial class Log
{
    [LoggerMessage(1251, LogLevel.Warning, "Could not discard the upload of blob {Blob}. A later sweep drops it.")]
    public static partial void StagingLeft(this ILogger logger, Exception exception, BlobId blob);

    [LoggerMessage(1252, LogLevel.Information, "Found blob {Blob} published, though the answer was another.")]
    public static partial void PublishedAfterAll(this ILogger logger, Exception exception, BlobId blob);

    [LoggerMessage(1253, LogLevel.Warning, "Could not abort an upload that a dead process had left. A later sweep tries again.")]
    public static partial void AbortFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1254, LogLevel.Information, "Resumed a download after {Bytes} bytes.")]
    public static partial void DownloadResumed(this ILogger logger, Exception? exception, long bytes);

    [LoggerMessage(1255, LogLevel.Warning, "Started without the S3 store, and is not ready until it can be used. {Reason}")]
    public static partial void NotReadyAtStart(this ILogger logger, Exception exception, string reason);
}
