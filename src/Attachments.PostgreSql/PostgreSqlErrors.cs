using Attachments.Relational.Sql;
using Npgsql;

namespace Attachments.PostgreSql;

internal static class PostgreSqlErrors
{
    // 23001 is what PostgreSQL 18 says where earlier versions say 23503.
    public static SqlFault Classify(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation => SqlFault.Conflict,
        PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation => SqlFault.MissingReference,
        PostgresErrorCodes.DiskFull => SqlFault.Full,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => SqlFault.ConnectionLost,
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.ReadOnlySqlTransaction => SqlFault.Unavailable,
        { } state when state.StartsWith("08", StringComparison.Ordinal) => SqlFault.ConnectionLost,
        _ => SqlFault.Other,
    };
}
