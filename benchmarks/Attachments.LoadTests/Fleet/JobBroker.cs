namespace Attachments.LoadTests.Fleet;

/// <summary>Where Hangfire keeps its jobs.</summary>
internal enum JobBroker
{
    Redis,
    PostgreSql,
}
