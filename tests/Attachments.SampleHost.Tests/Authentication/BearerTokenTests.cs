using System.Net;
using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Authentication;

public sealed class BearerTokenTests(BearerHost fixture) : IClassFixture<BearerHost>
{
    private readonly string tenant = SampleHostFixture.NewTenant();

    [Fact]
    public async Task A_valid_token_names_the_caller()
    {
        using var client = fixture.Host.ClientWith(BearerToken.Sign(Claims("user-1")));
        var draft = await client.CreateDraftAsync();

        using var byHeaders = fixture.Host.ClientFor(tenant, "user-1");
        Assert.Equal([draft], await byHeaders.ListMessagesAsync());
    }

    [Fact]
    public async Task A_valid_token_decides_whatever_the_headers_say()
    {
        using var client = fixture.Host.ClientWith(BearerToken.Sign(Claims("user-1")));
        client.DefaultRequestHeaders.Add("X-Tenant-ID", "another-tenant");
        client.DefaultRequestHeaders.Add("X-User-ID", "another-user");
        client.DefaultRequestHeaders.Add("X-User-Role", "admin");

        var draft = await client.CreateDraftAsync();

        using var byHeaders = fixture.Host.ClientFor(tenant, "user-1");
        Assert.Equal([draft], await byHeaders.ListMessagesAsync());
    }

    [Fact]
    public async Task The_subject_names_the_user_where_there_is_no_user_id()
    {
        var claims = Claims("user-1");
        claims.Remove("user_id");
        claims["sub"] = "user-1";
        using var client = fixture.Host.ClientWith(BearerToken.Sign(claims));

        var draft = await client.CreateDraftAsync();

        using var byHeaders = fixture.Host.ClientFor(tenant, "user-1");
        Assert.Equal([draft], await byHeaders.ListMessagesAsync());
    }

    [Fact]
    public async Task The_role_in_a_token_counts()
    {
        using var owner = fixture.Host.ClientFor(tenant, "user-1");
        using var admin = fixture.Host.ClientWith(BearerToken.Sign(Claims("boss", "admin")));
        var draft = await owner.CreateDraftAsync();

        using var response = await admin.SendMessageAsync(draft);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("not a token")]
    [InlineData("expired")]
    [InlineData("not yet valid")]
    [InlineData("another key")]
    [InlineData("another issuer")]
    [InlineData("another audience")]
    [InlineData("no issuer")]
    [InlineData("unsigned")]
    [InlineData("another algorithm")]
    [InlineData("altered")]
    public async Task A_bad_token_is_refused_whatever_the_headers_say(string what)
    {
        using var client = fixture.Host.ClientFor(tenant, "user-1");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {Bad(what)}");

        using var own = await client.GetAsync("/api/accounts/acc123/messages", TestContext.Current.CancellationToken);
        using var library = await client.GetAsync($"/api/v1/attachments/{Guid.CreateVersion7()}/metadata", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(own, HttpStatusCode.Unauthorized, "Unauthorized", "unauthorized");
        await ProblemAssert.IsProblemAsync(library, HttpStatusCode.Unauthorized, "Unauthorized", "unauthorized");
        Assert.NotEmpty(own.Headers.WwwAuthenticate);
        Assert.NotEmpty(library.Headers.WwwAuthenticate);
    }

    [Theory]
    [InlineData("bad tenant", "user-1", "user")]
    [InlineData("tenant-1", "user/1", "user")]
    [InlineData("tenant-1", "user-1", "root")]
    public async Task A_valid_token_for_no_possible_caller_is_a_bad_request(string tenantId, string user, string role)
    {
        var claims = Claims(user, role);
        claims["tenant_id"] = tenantId;
        using var client = fixture.Host.ClientWith(BearerToken.Sign(claims));

        using var response = await client.GetAsync("/api/accounts/acc123/messages", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.BadRequest, "Invalid request", "invalid_caller");
    }

    private Dictionary<string, object> Claims(string user, string? role = null)
    {
        var claims = BearerToken.Claims(tenant, user, role);
        claims["iss"] = BearerHost.Issuer;
        claims["aud"] = BearerHost.Audience;

        return claims;
    }

    private string Bad(string what)
    {
        var claims = Claims("user-1");
        switch (what)
        {
            case "not a token": return "nonsense";
            case "another key": return BearerToken.Sign(claims, "another key that is long enough for HS256");
            case "unsigned": return BearerToken.Sign(claims, algorithm: "none");
            case "another algorithm": return BearerToken.Sign(claims, algorithm: "HS512");
            case "altered": return BearerToken.Sign(claims).Replace(".ey", ".ez", StringComparison.Ordinal);
            case "expired": claims["exp"] = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds(); break;
            case "not yet valid": claims["nbf"] = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(); break;
            case "another issuer": claims["iss"] = "https://other.example"; break;
            case "another audience": claims["aud"] = "calendar"; break;
            case "no issuer": claims.Remove("iss"); break;
        }

        return BearerToken.Sign(claims);
    }
}
