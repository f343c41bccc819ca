using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class PostgreSqlLateResultTests() : LateResultTests(DatabaseEngine.PostgreSql);
