using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class HangfireOnRedisBacklogTests() : BacklogTests(DatabaseEngine.PostgreSql, JobBroker.HangfireOnRedis);
