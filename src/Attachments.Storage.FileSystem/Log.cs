using Microsoft.Extensions.Logging;

namespace Attachments.Storage.FileSystem;

internal static partial class Log
{
    [LoggerMessage(1201, LogLevel.Warning, "Could not discard the staging of blob {Blob}. A later sweep drops it.")]
    public static partial void StagingLeft(this ILogger logger, Exception exception, BlobId blob);
}
