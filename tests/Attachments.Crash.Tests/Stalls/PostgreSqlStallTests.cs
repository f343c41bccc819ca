using Attachments.Crash.Deployments;

namespace Attachments.Crash.Stalls;

public sealed class PostgreSqlStallTests() : StallTests(DatabaseEngine.PostgreSql);
