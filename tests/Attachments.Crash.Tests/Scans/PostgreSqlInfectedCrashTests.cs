using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class PostgreSqlInfectedCrashTests() : InfectedCrashTests(DatabaseEngine.PostgreSql);
