using Attachments.Crash.Deployments;

namespace Attachments.Crash.Stalls;

public sealed class SqliteStallTests() : StallTests(DatabaseEngine.Sqlite);
