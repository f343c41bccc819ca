using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

[Trait(Extent.Name, Extent.Full)]
public sealed class HangfireOnPostgreSqlScanKillTests() : ScanKillTests(DatabaseEngine.PostgreSql, JobBroker.HangfireOnPostgreSql);
