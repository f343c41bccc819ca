using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class SqliteHandBackTests() : HandBackTests(DatabaseEngine.Sqlite, JobBroker.InProcess);
