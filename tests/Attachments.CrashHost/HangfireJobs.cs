using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Redis.StackExchange;

namespace Attachments.CrashHost;

internal static class HangfireJobs
{
    // So short that a test which kills hosts does not wait for what a killed one was in the midst of.
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Has the background work done by Hangfire, on the hosts' own PostgreSQL or on a Redis.</summary>
    public static void UseHangfire(this IAttachmentsBuilder attachments, string storage, IConfiguration configuration)
    {
        attachments.Services.AddHangfire(hangfire =>
        {
            if (storage == "PostgreSql")
            {
                hangfire.UsePostgreSqlStorage(
                    postgres => postgres.UseNpgsqlConnection(configuration["PostgreSql"]),
                    new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(100), DistributedLockTimeout = LockTimeout });
            }
            else
            {
                hangfire.UseRedisStorage($"{storage},abortConnect=false", new RedisStorageOptions { FetchTimeout = TimeSpan.FromSeconds(1) });
            }
        });
        attachments.UseHangfireJobs(configuration.GetSection("Attachments:Jobs"));
    }
}
