using Hangfire;
using Hangfire.Redis.StackExchange;
using StackExchange.Redis;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests.Storages;

internal sealed class RedisJobStorage : IJobStorageFixture
{
    // In braces, so that a cluster keeps all of it in one slot, which the storage's transactions need.
    private readonly string prefix = $"{{jobs-{Guid.NewGuid():N}}}:";
    private readonly ConnectionMultiplexer redis;

    public RedisJobStorage()
    {
        var server = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_REDIS");
        if (string.IsNullOrEmpty(server))
            Assert.Skip("ATTACHMENTS_TEST_REDIS is not set");

        redis = ConnectionMultiplexer.Connect(server);
    }

    public JobStorage CreateStorage() => new RedisStorage(redis, new RedisStorageOptions { Prefix = prefix });

    public async ValueTask DisposeAsync()
    {
        var database = redis.GetDatabase();
        foreach (var key in redis.GetServers().SelectMany(server => server.Keys(pattern: $"{prefix}*").ToList()))
            await database.KeyDeleteAsync(key);

        await redis.DisposeAsync();
    }
}
