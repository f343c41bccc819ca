using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class SqliteInfectedCrashTests() : InfectedCrashTests(DatabaseEngine.Sqlite);
