using Attachments.Crash.Deployments;

namespace Attachments.Crash.Scans;

public sealed class SqliteLateResultTests() : LateResultTests(DatabaseEngine.Sqlite);
