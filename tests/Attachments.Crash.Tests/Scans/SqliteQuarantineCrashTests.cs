using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

[Trait(Extent.Name, Extent.Full)]
public sealed class SqliteQuarantineCrashTests() : QuarantineCrashTests(DatabaseEngine.Sqlite);
