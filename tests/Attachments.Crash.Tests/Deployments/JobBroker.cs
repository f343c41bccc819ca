namespace Attachments.Crash.Deployments;

/// <summary>Who wakes hosts up for background work.</summary>
public enum JobBroker
{
    InProcess,
    HangfireOnPostgreSql,
    HangfireOnRedis,
}
