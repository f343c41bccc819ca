using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class HangfireOnRedisHandBackTests() : HandBackTests(DatabaseEngine.PostgreSql, JobBroker.HangfireOnRedis);
