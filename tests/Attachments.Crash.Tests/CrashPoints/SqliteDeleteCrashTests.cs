using Attachments.Crash.Deployments;

namespace Attachments.Crash.CrashPoints;

[Trait(Extent.Name, Extent.Full)]
public sealed class SqliteDeleteCrashTests() : DeleteCrashTests(DatabaseEngine.Sqlite);
