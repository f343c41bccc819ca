using System.Net;
using Attachments.AspNetCore.Tests.Hosting;

namespace Attachments.AspNetCore.Tests.Callers;

/// <summary>Every endpoint that is mapped, found where routing finds it: one that is added later is tried here without being named.</summary>
public sealed class EveryEndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_gets_401_from_every_endpoint() => await AssertAllAsync(tenant: null, user: null, role: null, HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("a b", "u1", null)]
    [InlineData("t1", "a/b", null)]
    [InlineData("t1", "u1", "root")]
    public async Task Malformed_identity_gets_400_from_every_endpoint(string tenant, string user, string? role) =>
        await AssertAllAsync(tenant, user, role, HttpStatusCode.BadRequest);

    private static async Task AssertAllAsync(string? tenant, string? user, string? role, HttpStatusCode status)
    {
        await using var host = await TestHost.StartAsync();
        var id = host.Service.Add("x"u8.ToArray()).Id.ToString();
        using var client = host.CreateClient(tenant, user, role);
        var endpoints = host.Endpoints;

        Assert.True(endpoints.Count >= 10, "The library's endpoints were not found.");
        foreach (var (method, pattern) in endpoints)
        {
            var path = pattern.Replace("{messageId}", "m1", StringComparison.Ordinal).Replace("{attachmentId}", id, StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method), path);

            using var response = await client.SendAsync(request, Token);

            Assert.True(response.StatusCode == status, $"{method} {pattern}: {(int)response.StatusCode}");
        }

        Assert.Equal(1, host.Service.Count);
    }
}
