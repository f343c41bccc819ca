using Microsoft.Extensions.Logging;

namespace Attachments.Storage.Migration;

internal static partial class Log
{
    [LoggerMessage(1901, LogLevel.Information, "Copied {Copied} blobs of {Bytes} bytes; {Present} were there already, {Gone} are gone, {Failed} failed.")]
    public static partial void StoreCopied(this ILogger logger, long copied, long bytes, long present, long gone, long failed);
}
