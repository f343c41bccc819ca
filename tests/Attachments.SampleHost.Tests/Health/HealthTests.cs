using System.Net;
using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Health;

public sealed class HealthTests(SqliteHost fixture) : IClassFixture<SqliteHost>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_host_that_runs_is_alive_and_ready(string address)
    {
        using var response = await fixture.Host.Client.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task OpenApi_names_every_endpoint()
    {
        using var response = await fixture.Host.Client.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var paths = (await response.ReadJsonAsync()).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/api/accounts/{accountId}/messages", paths);
        Assert.Contains("/api/accounts/{accountId}/messages/{messageId}", paths);
        Assert.Contains("/api/compose/send", paths);
    }

    [Fact]
    public async Task An_unknown_address_is_a_problem()
    {
        using var response = await fixture.Host.Client.GetAsync("/nowhere", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.NotFound, "Not found", "route_not_found");
    }

    [Fact]
    public async Task A_method_that_an_address_does_not_take_is_a_problem()
    {
        using var response = await fixture.Host.Client.GetAsync("/api/compose/send", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.MethodNotAllowed, "Method not allowed", "method_not_allowed");
    }
}
