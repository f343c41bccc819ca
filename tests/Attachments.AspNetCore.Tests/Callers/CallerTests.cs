using System.Net;
using System.Security.Claims;
using Attachments.Access;
using Attachments.AspNetCore.Callers;
using Attachments.AspNetCore.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Attachments.AspNetCore.Tests.Callers;

public sealed class CallerTests
{
    private const string Uuid = "018f2b6e-7c1a-7d3e-8a4b-0123456789ab";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null)]
    [InlineData("t1", null)]
    [InlineData(null, "u1")]
    public async Task Request_without_an_identity_is_401(string? tenant, string? user)
    {
        await using var host = await TestHost.StartAsync();
        using var client = host.CreateClient(tenant, user);

        using var response = await client.GetAsync("/api/v1/messages/m1/attachments", Token);

        var problem = await response.ProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("Unauthorized", (string?)problem["error"]);
        Assert.Equal("Bearer token or X-Tenant-ID and X-User-ID headers required", (string?)problem["message"]);
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
    }

    [Theory]
    [InlineData("t 1", "u1", null)]
    [InlineData("t1", "u/1", null)]
    [InlineData("", "u1", null)]
    [InlineData("t1", "", null)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", "u1", null)]
    [InlineData("t1,t2", "u1", null)]
    [InlineData("t1", "u1", "root")]
    [InlineData("t1", "u1", "Admin")]
    [InlineData("t1", "u1", "")]
    public async Task Request_with_a_bad_identity_is_400(string tenant, string user, string? role)
    {
        await using var host = await TestHost.StartAsync();
        using var client = host.CreateClient(tenant, user, role);

        using var response = await client.GetAsync("/api/v1/messages/m1/attachments", Token);

        await response.ProblemAsync(HttpStatusCode.BadRequest, "invalid_caller");
    }

    [Theory]
    [InlineData(null, CallerRole.User)]
    [InlineData("user", CallerRole.User)]
    [InlineData("admin", CallerRole.Admin)]
    public async Task Request_by_headers_makes_the_caller_that_they_name(string? role, CallerRole expected)
    {
        await using var host = await TestHost.StartAsync();
        using var client = host.CreateClient("t1", "u1@example.com", role);

        using var response = await client.GetAsync("/api/v1/messages/m1/attachments", Token);

        Assert.Equal(new AttachmentCaller(TenantId.Parse("t1"), UserId.Parse("u1@example.com"), expected), host.Service.LastCaller);
    }

    [Fact]
    public async Task Request_that_names_its_caller_in_the_query_is_401()
    {
        await using var host = await TestHost.StartAsync();
        using var client = host.CreateClient(null, null);

        using var response = await client.GetAsync("/api/v1/messages/m1/attachments?tenant_id=t1&user_id=u1&X-Tenant-ID=t1&X-User-ID=u1", Token);

        await response.ProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Request_in_a_host_without_authentication_is_401()
    {
        await using var host = await TestHost.StartAsync(gatewayHeaders: false);

        using var response = await host.Client.GetAsync("/api/v1/messages/m1/attachments", Token);

        var problem = await response.ProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("Authentication required", (string?)problem["message"]);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("t1", "u1", 400)]
    [InlineData(Uuid, "u1", 400)]
    [InlineData(Uuid, "+18f2b6e-7c1a-7d3e-8a4b-0123456789ab", 400)]
    [InlineData("0x8f2b6e-7c1a-7d3e-8a4b-0123456789ab", Uuid, 400)]
    [InlineData(Uuid, "018F2B6E-7C1A-7D3E-8A4B-0123456789AB", 404)]
    [InlineData(Uuid, Uuid, 404)]
    public async Task Request_must_name_uuids_when_the_host_asks_for_them(string tenant, string user, int status)
    {
        await using var host = await TestHost.StartAsync(attachments: static builder => builder.ConfigureHttp(static http => http.IdentifierFormat = IdentifierFormat.Uuid));
        using var client = host.CreateClient(tenant, user);

        using var response = await client.GetAsync("/api/v1/messages/m1/attachments", Token);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("tenant_id=t;user_id=a;sub=b", "a")]
    [InlineData("tenant_id=t;sub=b;" + ClaimTypes.NameIdentifier + "=c", "b")]
    [InlineData("tenant_id=t;" + ClaimTypes.NameIdentifier + "=c", "c")]
    [InlineData("tenant_id=t;nameid=c", "c")]
    [InlineData("tenant_id=t;sub=b;nameid=c", "b")]
    [InlineData("tenant_id=t;nameid=c;" + ClaimTypes.NameIdentifier + "=d", null)]
    [InlineData("tenant_id=t;tenant_id=t;sub=b", "b")]
    [InlineData("tenant_id=t", null)]
    [InlineData("sub=b", null)]
    [InlineData("tenant_id=t;tenant_id=u;sub=b", null)]
    [InlineData("tenant_id=t;sub=b;sub=c", null)]
    public void Resolve_takes_the_first_claim_that_names_the_user(string claims, string? user)
    {
        var resolution = Resolver().Resolve(Principal(claims));

        Assert.Equal(user, resolution.Caller?.User.Value);
        Assert.Equal(user is null, resolution.Problem is not null);
    }

    [Theory]
    [InlineData("", CallerRole.User)]
    [InlineData("role=user", CallerRole.User)]
    [InlineData("role=admin", CallerRole.Admin)]
    [InlineData("role=user;role=admin", CallerRole.Admin)]
    [InlineData(ClaimTypes.Role + "=admin", CallerRole.Admin)]
    [InlineData("role=user;" + ClaimTypes.Role + "=admin", CallerRole.User)]
    [InlineData("role=owner", null)]
    [InlineData("role=admin;role=owner", null)]
    [InlineData(ClaimTypes.Role + "=owner", null)]
    public void Resolve_takes_the_role(string claims, CallerRole? role)
    {
        var resolution = Resolver().Resolve(Principal("tenant_id=t;sub=u;" + claims));

        Assert.Equal(role, resolution.Caller?.Role);
        Assert.Equal(role is null, resolution.Problem is not null);
    }

    [Fact]
    public void Resolve_looks_at_the_claims_that_the_host_names()
    {
        var resolver = Resolver(new AttachmentsHttpOptions { TenantClaimType = "org", UserClaimType = "uid", RoleClaimType = "mail-role" });

        var resolution = resolver.Resolve(Principal("org=o;uid=u;mail-role=admin;tenant_id=t;user_id=v;role=nonsense"));

        Assert.Equal(new AttachmentCaller(TenantId.Parse("o"), UserId.Parse("u"), CallerRole.Admin), resolution.Caller);
    }

    [Fact]
    public void Resolve_finds_nobody_when_no_identity_is_authenticated()
    {
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim("tenant_id", "t"), new Claim("sub", "u")]));

        Assert.Equal(CallerResolution.Nobody, Resolver().Resolve(principal));
    }

    private static CallerResolver Resolver(AttachmentsHttpOptions? options = null) => new(Options.Create(options ?? new AttachmentsHttpOptions()));

    private static ClaimsPrincipal Principal(string claims)
    {
        var parsed = claims.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static claim => new Claim(claim[..claim.LastIndexOf('=')], claim[(claim.LastIndexOf('=') + 1)..]));
        return new ClaimsPrincipal(new ClaimsIdentity(parsed, "test"));
    }
}
