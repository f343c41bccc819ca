using System.Net;
using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Jobs;

/// <summary>Scans as jobs in PostgreSQL or Redis.</summary>
public sealed class HangfireTests : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Files_are_scanned_by_jobs_in_PostgreSQL()
    {
        Assert.SkipUnless(PostgreSqlDatabase.IsAvailable, PostgreSqlDatabase.WhySkipped);
        await using var jobs = await PostgreSqlDatabase.CreateAsync();

        await AssertScansAsync(jobs.ConnectionString);
    }

    [Fact]
    public async Task Files_are_scanned_by_jobs_in_Redis()
    {
        await using var redis = RedisDatabase.Create();

        await AssertScansAsync(redis.ConnectionString);
    }

    [Fact]
    public async Task Dashboard_is_there_for_admins_of_the_operators_tenant_alone()
    {
        await using var redis = RedisDatabase.Create();
        await using var host = await SampleHostProcess.StartAsync(Settings(redis.ConnectionString).With("SampleHost__OperatorTenant", "operators"), TestContext.Current.CancellationToken);
        using var admin = host.ClientFor("operators", "admin-1", "admin");
        using var user = host.ClientFor("operators", "user-1");
        using var otherAdmin = host.ClientFor("tenant-1", "admin-1", "admin");

        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(admin));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusOfAsync(user));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusOfAsync(otherAdmin));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync(host.Client));
    }

    [Fact]
    public async Task Dashboard_is_not_there_where_nobody_is_named_to_see_it()
    {
        await using var redis = RedisDatabase.Create();
        await using var host = await SampleHostProcess.StartAsync(Settings(redis.ConnectionString), TestContext.Current.CancellationToken);
        using var admin = host.ClientFor("tenant-1", "admin-1", "admin");

        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync(admin));
    }

    private async Task AssertScansAsync(string storage)
    {
        var clamd = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_CLAMD_TCP");
        Assert.SkipWhen(clamd is null, "ATTACHMENTS_TEST_CLAMD_TCP is not set");
        var settings = Settings(storage).With("VIRUS_SCAN_ENABLED", "true").With("Attachments__Scanning__ClamAV__Endpoint", $"tcp://{clamd}");
        await using var host = await SampleHostProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        using var user = host.ClientFor("tenant-1", "user-1");

        var attachment = await user.AttachAsync(await user.CreateDraftAsync());

        await Eventually.TrueAsync(async () =>
        {
            using var metadata = await user.GetMetadataAsync(attachment);
            return (await metadata.ReadJsonAsync()).GetProperty("virusScanStatus").GetString() == "safe";
        });
    }

    private SampleHostSettings Settings(string storage) => new SampleHostSettings(directory.Path)
        .With("Attachments__Jobs__Kind", "Hangfire").With("Attachments__Jobs__Storage", storage);

    private static async Task<HttpStatusCode> StatusOfAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/jobs", TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
