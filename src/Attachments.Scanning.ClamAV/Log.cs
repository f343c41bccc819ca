using Microsoft.Extensions.Logging;

namespace Attachments.Scanning.ClamAV;

internal static partial class Log
{
    [LoggerMessage(1301, LogLevel.Information, "Probed {Engine} with signatures {Signatures}: it says so where it has not looked.")]
    public static partial void DaemonTrusted(this ILogger logger, string engine, string? signatures);

    [LoggerMessage(1302, LogLevel.Warning, "Probed {Engine}: {Warning}")]
    public static partial void DaemonWarned(this ILogger logger, string engine, string warning);

    [LoggerMessage(1303, LogLevel.Error, "Probed {Engine}, which cannot be trusted: {Failure}")]
    public static partial void DaemonNotTrusted(this ILogger logger, string engine, string failure);

    [LoggerMessage(1304, LogLevel.Warning, "clamd was not there at start. What must be scanned waits for it.")]
    public static partial void DaemonAway(this ILogger logger, Exception exception);

    [LoggerMessage(1305, LogLevel.Warning, "clamd could not read a file that it was handed. For an hour it is sent the bytes, which takes longer.")]
    public static partial void FilesRefused(this ILogger logger);
}
