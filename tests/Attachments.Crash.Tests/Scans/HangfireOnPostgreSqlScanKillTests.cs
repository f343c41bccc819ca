using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class HangfireOnPostgreSqlScanKillTests() : ScanKillTests(DatabaseEngine.PostgreSql, JobBroker.HangfireOnPostgreSql);
