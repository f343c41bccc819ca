using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class PostgreSqlBacklogTests() : BacklogTests(DatabaseEngine.PostgreSql, JobBroker.InProcess);
