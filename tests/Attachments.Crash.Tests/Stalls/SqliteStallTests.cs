using Attachments.Crash.Deployments;

namespace Attachments.Crash.Stalls;

[Trait(Extent.Name, Extent.Full)]
public sealed class SqliteStallTests() : StallTests(DatabaseEngine.Sqlite);
