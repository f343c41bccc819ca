using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class SqliteBacklogTests() : BacklogTests(DatabaseEngine.Sqlite, JobBroker.InProcess);
