using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class PostgreSqlQuarantineCrashTests() : QuarantineCrashTests(DatabaseEngine.PostgreSql);
