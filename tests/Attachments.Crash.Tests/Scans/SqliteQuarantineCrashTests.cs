using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class SqliteQuarantineCrashTests() : QuarantineCrashTests(DatabaseEngine.Sqlite);
