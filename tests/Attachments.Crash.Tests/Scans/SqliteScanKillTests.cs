using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

[Trait(Extent.Name, Extent.Full)]
public sealed class SqliteScanKillTests() : ScanKillTests(DatabaseEngine.Sqlite, JobBroker.InProcess);
