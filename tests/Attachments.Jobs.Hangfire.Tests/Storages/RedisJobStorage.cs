using Hangfire;
using Hangfire.Redis.StackExchange;
using StackExchange.Redis;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests.Storages;

internal sealed class RedisJobStorage : IJobStorageFixture
{
    // In braces, so that a cluster keeps all of it in one slot, which the storage's transactions need.
    private readonly string prefix = $"{{jobs-{Guid.NewGuid():N}}}:";
    private readonly string server;
    private readonly List<ConnectionMultiplexer> connections = [];

    public RedisJobStorage()
    {
        server = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_REDIS") ?? "";
        if (string.IsNullOrEmpty(server))
            Assert.Skip("ATTACHMENTS_TEST_REDIS is not set");
    }

    // The storage waits for a message that a job is there, and may miss it; then it looks when the time to fetch is over.
    public JobStorage CreateStorage() => new RedisStorage(Connect(), new RedisStorageOptions { Prefix = prefix, FetchTimeout = TimeSpan.FromSeconds(1) });

    public async ValueTask DisposeAsync()
    {
        var redis = Connect();
        foreach (var key in redis.GetServers().SelectMany(known => known.Keys(pattern: $"{prefix}*").ToList()))
            await redis.GetDatabase().KeyDeleteAsync(key);

        foreach (var connection in connections)
            await connection.DisposeAsync();
    }

    // Each host has a connection of its own, as in a process of its own.
    private ConnectionMultiplexer Connect()
    {
        var connection = ConnectionMultiplexer.Connect(server);
        lock (connections)
            connections.Add(connection);

        return connection;
    }
}
