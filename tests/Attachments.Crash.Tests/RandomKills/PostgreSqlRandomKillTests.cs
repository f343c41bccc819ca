using Attachments.Crash.Deployments;

namespace Attachments.Crash.RandomKills;

public sealed class PostgreSqlRandomKillTests() : RandomKillTests(DatabaseEngine.PostgreSql);
