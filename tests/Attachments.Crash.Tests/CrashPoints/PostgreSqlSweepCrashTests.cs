using Attachments.Crash.Deployments;

namespace Attachments.Crash.CrashPoints;

public sealed class PostgreSqlSweepCrashTests() : SweepCrashTests(DatabaseEngine.PostgreSql);
