using Microsoft.Extensions.Logging;

namespace Attachments.AspNetCore.Diagnostics;

internal static partial class Log
{
    [LoggerMessage(601, LogLevel.Error, "A request failed and was answered with {Status} {Code}.")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, int status, string code);

    [LoggerMessage(602, LogLevel.Error, "A request failed after its headers were sent; the connection was aborted.")]
    public static partial void ResponseAborted(this ILogger logger, Exception exception);

    [LoggerMessage(603, LogLevel.Debug, "A request's body was refused with {Status} {Code}.")]
    public static partial void RequestBodyRefused(this ILogger logger, Exception exception, int status, string code);

    [LoggerMessage(604, LogLevel.Debug, "A request ended because its client has gone.")]
    public static partial void ClientGone(this ILogger logger);

    [LoggerMessage(610, LogLevel.Warning,
        "Callers are named by the headers X-Tenant-ID and X-User-ID in a production environment. Whoever reaches this host directly can claim to be anyone: let only a gateway that sets these headers reach it.")]
    public static partial void GatewayHeadersTrusted(this ILogger logger);
}
