using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class HangfireOnPostgreSqlBacklogTests() : BacklogTests(DatabaseEngine.PostgreSql, JobBroker.HangfireOnPostgreSql);
