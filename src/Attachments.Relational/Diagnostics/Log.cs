using Attachments.Relational.Sql;
using Microsoft.Extensions.Logging;

namespace Attachments.Relational.Diagnostics;

internal static partial class Log
{
    [LoggerMessage(401, LogLevel.Debug, "Tried a batch again after try {Attempt}: {Fault}.")]
    public static partial void BatchRetried(this ILogger logger, Exception exception, int attempt, SqlFault fault);

    [LoggerMessage(402, LogLevel.Information, "Applied schema script {Script}.")]
    public static partial void SchemaScriptApplied(this ILogger logger, string script);
}
