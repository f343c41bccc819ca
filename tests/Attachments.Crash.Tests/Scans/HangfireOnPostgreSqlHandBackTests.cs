using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

[Trait(Extent.Name, Extent.Full)]
public sealed class HangfireOnPostgreSqlHandBackTests() : HandBackTests(DatabaseEngine.PostgreSql, JobBroker.HangfireOnPostgreSql);
