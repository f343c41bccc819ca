using Attachments.Jobs.Hangfire.Tests.Hosting;
using Attachments.Jobs.Hangfire.Tests.Storages;
using Attachments.Scanning;
using Attachments.Testing.Persistence;
using Attachments.Testing.Storage;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Redis.StackExchange;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests;

/// <summary>Storages at an address where nobody listens.</summary>
public sealed class ClosedPortTests
{
    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task An_upload_succeeds_though_the_storage_of_jobs_cannot_be_reached(string kind)
    {
        var settings = new HostSettings { ShowsDashboard = false };
        await using var host = await TestHost.StartAsync("web", new ClosedPort(kind), new InMemoryAttachmentDatabase(), new InMemoryBlobStore(), new ScanLog(), settings);

        var uploaded = await host.UploadAsync();

        Assert.Equal(ScanStatus.Pending, uploaded.ScanStatus);
        await Poll.UntilAsync(() => host.Log.Has(1701), () => $"the wake-up was dropped: {host.Log}");
    }

    private sealed class ClosedPort(string kind) : IJobStorageFixture
    {
        public JobStorage CreateStorage() => kind == "Redis"
            ? new RedisStorage("127.0.0.1:1,connectTimeout=500,connectRetry=1")
            : CreatePostgreSqlStorage(new PostgreSqlStorageOptions { StartupConnectionMaxRetries = 1 });

        public ValueTask DisposeAsync() => default;

        private static PostgreSqlStorage CreatePostgreSqlStorage(PostgreSqlStorageOptions options) =>
            new(new NpgsqlConnectionFactory("Host=127.0.0.1;Port=1;Username=nobody;Database=none", options), options);
    }
}
