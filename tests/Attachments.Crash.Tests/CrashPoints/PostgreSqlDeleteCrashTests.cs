using Attachments.Crash.Deployments;

namespace Attachments.Crash.CrashPoints;

public sealed class PostgreSqlDeleteCrashTests() : DeleteCrashTests(DatabaseEngine.PostgreSql);
