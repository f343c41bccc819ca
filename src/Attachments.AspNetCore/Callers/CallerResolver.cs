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

        if (!TenantId.TryParse(OnlyValue(principal, options.TenantClaimType), out var tenant) || !HasFormat(tenant.Value))
            return BadTenant;

        var userText = OnlyValue(principal, options.UserClaimType, "sub", ClaimTypes.NameIdentifier);
        if (!UserId.TryParse(userText, out var user) || !HasFormat(user.Value))
            return BadUser;

        return TryReadRole(principal, out var role) ? new AttachmentCaller(tenant, user, role) : BadRole;
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

    // Of the first type that the caller has claims of. Two identities that name different tenants must not be mixed into one caller: no value then.
    private static string? OnlyValue(ClaimsPrincipal principal, params ReadOnlySpan<string> types)
    {
        foreach (var type in types)
        {
            string? value = null;
            foreach (var claim in principal.FindAll(type))
            {
                if (value is not null && value != claim.Value)
                    return null;

                value = claim.Value;
            }

            if (value is not null)
                return value;
        }

        return null;
    }

    private bool TryReadRole(ClaimsPrincipal principal, out CallerRole role)
    {
        role = CallerRole.User;
        var type = options.RoleClaimType == "role" && !principal.HasClaim(static claim => claim.Type == "role")
            ? ClaimTypes.Role
            : options.RoleClaimType;

        foreach (var claim in principal.FindAll(type))
        {
            switch (claim.Value)
            {
                case "user":
                    break;
                case "admin":
                    role = CallerRole.Admin;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    // The parser passes over blanks around the digits, and over a sign or "0x" among them: two names for one caller.
    private bool HasFormat(string text) => options.IdentifierFormat == IdentifierFormat.Free
        || (Guid.TryParseExact(text, "D", out var id) && text.Equals(id.ToString("D"), StringComparison.OrdinalIgnoreCase));
}
