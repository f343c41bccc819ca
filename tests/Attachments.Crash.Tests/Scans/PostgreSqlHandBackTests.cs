using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class PostgreSqlHandBackTests() : HandBackTests(DatabaseEngine.PostgreSql, JobBroker.InProcess);
