using System.Net;
using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Authentication;

/// <summary>A host without a key for tokens.</summary>
public sealed class GatewayHeaderTests(SqliteHost fixture) : IClassFixture<SqliteHost>
{
    private const string Own = "/api/accounts/acc123/messages";

    private const string Library = "/api/v1/attachments/01900000-0000-7000-8000-000000000000/metadata";

    [Theory]
    [InlineData(Own)]
    [InlineData(Library)]
    public async Task Without_an_identity_the_answer_is_401(string address)
    {
        using var response = await fixture.Host.Client.GetAsync(address, TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.Unauthorized, "Unauthorized", "unauthorized");
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
    }

    [Theory]
    [InlineData(Own, "X-Tenant-ID")]
    [InlineData(Own, "X-User-ID")]
    [InlineData(Library, "X-Tenant-ID")]
    [InlineData(Library, "X-User-ID")]
    public async Task With_one_of_the_two_headers_alone_the_answer_is_401(string address, string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add(header, "name-1");

        using var response = await fixture.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.Unauthorized, "Unauthorized", "unauthorized");
    }

    [Theory]
    [InlineData(Own, "tenant 1", "user-1", "user")]
    [InlineData(Own, "tenant-1", "user/1", "user")]
    [InlineData(Own, "tenant-1", "user-1", "root")]
    [InlineData(Library, "tenant 1", "user-1", "user")]
    [InlineData(Library, "tenant-1", "user/1", "user")]
    [InlineData(Library, "tenant-1", "user-1", "root")]
    public async Task An_identity_of_the_wrong_form_is_a_bad_request(string address, string tenant, string user, string role)
    {
        using var client = fixture.Host.ClientFor(tenant, user, role);

        using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.BadRequest, "Invalid request", "invalid_caller");
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(Library)]
    public async Task Identity_is_not_read_from_the_query_string(string address)
    {
        using var response = await fixture.Host.Client.GetAsync($"{address}?X-Tenant-ID=t&X-User-ID=u&access_token=x", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(Library)]
    public async Task Without_a_key_every_token_is_refused(string address)
    {
        using var client = fixture.Host.ClientWith(BearerToken.Sign(BearerToken.Claims("tenant-1", "user-1")));

        using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.Unauthorized, "Unauthorized", "unauthorized");
    }
}
