using Attachments.Crash.Deployments;

namespace Attachments.Crash.CrashPoints;

public sealed class SqliteDeleteCrashTests() : DeleteCrashTests(DatabaseEngine.Sqlite);
