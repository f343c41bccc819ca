using Microsoft.Extensions.Logging;

namespace Attachments.Jobs.Hangfire;

internal static partial class Log
{
    [LoggerMessage(1701, LogLevel.Warning, "{Count} wake-ups were dropped, because no job could be made of them; the next pass finds their blobs.")]
    public static partial void WakeUpsDropped(this ILogger logger, long count, Exception? exception);

    [LoggerMessage(1702, LogLevel.Warning, "The recurring jobs could not be registered; it is tried again in {Delay}.")]
    public static partial void RecurringJobsNotRegistered(this ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(1703, LogLevel.Warning, "The job server could not be started; it is tried again in {Delay}.")]
    public static partial void ServerNotStarted(this ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(1704, LogLevel.Warning, "No other host could be called to help with a backlog; the next pass does.")]
    public static partial void HelpNotCalled(this ILogger logger, Exception exception);

    [LoggerMessage(1705, LogLevel.Information, "{Count} blobs are to be scanned again.")]
    public static partial void RescansScheduled(this ILogger logger, int count);
}
