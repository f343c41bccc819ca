using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class SqliteScanKillTests() : ScanKillTests(DatabaseEngine.Sqlite, JobBroker.InProcess);
