using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class HangfireOnPostgreSqlHandBackTests() : HandBackTests(DatabaseEngine.PostgreSql, JobBroker.HangfireOnPostgreSql);
