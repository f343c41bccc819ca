using Attachments.Crash.Deployments;

namespace Attachments.Crash.CrashPoints;

public sealed class PostgreSqlUploadCrashTests() : UploadCrashTests(DatabaseEngine.PostgreSql);
