using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

[Trait(Extent.Name, Extent.Full)]
public sealed class HangfireOnPostgreSqlBacklogTests() : BacklogTests(DatabaseEngine.PostgreSql, JobBroker.HangfireOnPostgreSql);
