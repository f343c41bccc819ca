namespace Attachments.Crash.Deployments;

public enum DatabaseEngine
{
    Sqlite,
    PostgreSql,
}
