using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Attachments.AspNetCore.Callers;

/// <summary>Believes what the headers say. Their values are checked later, with every other caller's: an identity it is, if perhaps a bad one.</summary>
internal sealed class GatewayHeadersHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemeOptions,
    IOptions<AttachmentsHttpOptions> httpOptions,
    ILoggerFactory logger,
    UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemeOptions, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var headers = Request.Headers;

        // Whoever presents a credential is judged by it alone: headers beside a bad token must not make it good, nor change a good one.
        if (headers.ContainsKey(HeaderNames.Authorization))
            return Task.FromResult(AuthenticateResult.NoResult());

        if (!headers.TryGetValue(GatewayHeadersDefaults.TenantHeader, out var tenant) || !headers.TryGetValue(GatewayHeadersDefaults.UserHeader, out var user))
            return Task.FromResult(AuthenticateResult.NoResult());

        var types = httpOptions.Value;
        var role = headers.TryGetValue(GatewayHeadersDefaults.RoleHeader, out var given) ? given.ToString() : "user";

        // A header that comes twice is joined with a comma, which no identifier has.
        var identity = new ClaimsIdentity(Scheme.Name, types.UserClaimType, types.RoleClaimType);
        Add(identity, types.TenantClaimType, tenant.ToString());
        Add(identity, types.UserClaimType, user.ToString());
        Add(identity, types.RoleClaimType, role);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, "GatewayHeaders");
        return Task.CompletedTask;
    }

    // A claim that does not know its identity is copied by it.
    private static void Add(ClaimsIdentity identity, string type, string value) =>
        identity.AddClaim(new Claim(type, value, ClaimValueTypes.String, ClaimsIdentity.DefaultIssuer, ClaimsIdentity.DefaultIssuer, identity));
}
