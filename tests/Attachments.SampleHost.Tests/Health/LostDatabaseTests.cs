using System.Net;
using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Health;

public sealed class LostDatabaseTests
{
    [Fact]
    public async Task A_host_whose_database_is_gone_is_alive_but_not_ready_and_says_so()
    {
        Assert.SkipUnless(PostgreSqlDatabase.IsAvailable, PostgreSqlDatabase.WhySkipped);
        using var directory = new TempDirectory();
        var database = await PostgreSqlDatabase.CreateAsync();
        var settings = new SampleHostSettings(directory.Path).With("ConnectionStrings__Mail", database.ConnectionString);
        await using var host = await SampleHostProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        using var user = host.ClientFor("tenant-1", "user-1");
        await database.DisposeAsync();

        using var live = await host.Client.GetAsync("/health/live", TestContext.Current.CancellationToken);
        using var ready = await host.Client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        using var own = await user.GetAsync("/api/accounts/acc123/messages", TestContext.Current.CancellationToken);
        using var library = await user.GetMetadataAsync(Guid.CreateVersion7().ToString());

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        await ProblemAssert.IsProblemAsync(own, HttpStatusCode.ServiceUnavailable, "Service unavailable", "database_unavailable");
        await ProblemAssert.IsProblemAsync(library, HttpStatusCode.ServiceUnavailable, "Service unavailable", "database_unavailable");
        Assert.NotNull(own.Headers.RetryAfter);
    }
}
