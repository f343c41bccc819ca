using System.Security.Claims;
using Attachments.Access;
using Attachments.AspNetCore.Problems;
using Microsoft.Extensions.Options;

namespace Attachments.AspNetCore.Callers;

/// <summary>Reads the caller from the claims that the host's authentication has made.</summary>
internal sealed class CallerResolver(IOptions<AttachmentsHttpOptions> options)
{
    private static readonly Problem BadTenant = Problem.InvalidCaller("The caller's tenant is missing or not a valid identifier");

    private static readonly Problem BadUser = Problem.InvalidCaller("The caller's user is missing or not a valid identifier");

    private static readonly Problem BadRole = Problem.InvalidCaller("The caller's role is neither 'user' nor 'admin'");

    private readonly AttachmentsHttpOptions options = options.Value;

    public CallerResolution Resolve(ClaimsPrincipal principal)
    {
        if (!IsAuthenticated(principal))
            return CallerResolution.Nobody;

        var claims = CallerClaims.Read(principal, options);
        if (!TenantId.TryParse(claims.Tenant, out var tenant) || !HasFormat(tenant.Value))
            return BadTenant;

        if (!UserId.TryParse(claims.User, out var user) || !HasFormat(user.Value))
            return BadUser;

        return claims.Role is { } role ? new AttachmentCaller(tenant, user, role) : BadRole;
    }

    private static bool IsAuthenticated(ClaimsPrincipal principal)
    {
        foreach (var identity in principal.Identities)
        {
            if (identity.IsAuthenticated)
                return true;
        }

        return false;
    }

    // The parser passes over blanks around the digits, and over a sign or "0x" among them: two names for one caller.
    private bool HasFormat(string text) => options.IdentifierFormat == IdentifierFormat.Free
        || (Guid.TryParseExact(text, "D", out var id) && text.Equals(id.ToString("D"), StringComparison.OrdinalIgnoreCase));
}
