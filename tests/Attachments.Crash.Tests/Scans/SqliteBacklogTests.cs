using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

[Trait(Extent.Name, Extent.Full)]
public sealed class SqliteBacklogTests() : BacklogTests(DatabaseEngine.Sqlite, JobBroker.InProcess);
