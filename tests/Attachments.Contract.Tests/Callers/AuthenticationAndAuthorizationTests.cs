using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;

namespace Attachments.Contract.Callers;

/// <summary>The seed's TestAuthenticationAndAuthorization.</summary>
public abstract class AuthenticationAndAuthorizationTests(ContractHost kind) : ContractTests(kind)
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("tenant-1", null)]
    [InlineData(null, "user-1")]
    public async Task Missing_auth_headers(string? tenant, string? user)
    {
        var answer = await Host.As(new Caller(tenant, user)).MetadataAsync(Guid.NewGuid().ToString());

        answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthorized", "Bearer token or X-Tenant-ID and X-User-ID headers required");
        Assert.Contains("Bearer", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadIdentifiers))]
    public async Task Invalid_tenant_user_id_format(string identifier)
    {
        foreach (var caller in new[] { new Caller(identifier, "user-1"), new Caller("tenant-1", identifier) })
        {
            var answer = await Host.As(caller).MetadataAsync(Guid.NewGuid().ToString());

            answer.ShouldBeProblem(HttpStatusCode.BadRequest, answer.ShouldBe(HttpStatusCode.BadRequest).Code);
        }
    }

    public static TheoryData<string> BadIdentifiers => [.. BadIdentifier.All];
}
