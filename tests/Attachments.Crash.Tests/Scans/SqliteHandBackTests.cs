using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

[Trait(Extent.Name, Extent.Full)]
public sealed class SqliteHandBackTests() : HandBackTests(DatabaseEngine.Sqlite, JobBroker.InProcess);
