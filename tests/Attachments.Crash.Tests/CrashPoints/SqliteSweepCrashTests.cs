using Attachments.Crash.Deployments;

namespace Attachments.Crash.CrashPoints;

public sealed class SqliteSweepCrashTests() : SweepCrashTests(DatabaseEngine.Sqlite);
