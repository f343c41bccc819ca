using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class PostgreSqlScanKillTests() : ScanKillTests(DatabaseEngine.PostgreSql, JobBroker.InProcess);
