using Attachments.Crash.Deployments;

namespace Attachments.Crash.CrashPoints;

public sealed class SqliteUploadCrashTests() : UploadCrashTests(DatabaseEngine.Sqlite);
