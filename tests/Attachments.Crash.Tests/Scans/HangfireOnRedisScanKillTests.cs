using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class HangfireOnRedisScanKillTests() : ScanKillTests(DatabaseEngine.PostgreSql, JobBroker.HangfireOnRedis);
