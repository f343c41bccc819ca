using Attachments.Crash.Deployments;

namespace Attachments.Crash.RandomKills;

public sealed class SqliteRandomKillTests() : RandomKillTests(DatabaseEngine.Sqlite);
