using System.Security.Claims;
using Attachments.Access;

namespace Attachments.AspNetCore.Callers;

/// <summary>What a caller's claims say, read in one pass: it is done for every request.</summary>
/// <param name="Tenant">The tenant; null where there is none, or more than one.</param>
/// <param name="User">The user; null where there is none, or more than one.</param>
/// <param name="Role">The role; null where a claim names none that exists.</param>
internal readonly record struct CallerClaims(string? Tenant, string? User, CallerRole? Role)
{
    // What .NET writes into a token for ClaimTypes.NameIdentifier, and what is read where the names of tokens are not mapped.
    private const string ShortNameIdentifier = "nameid";

    public static CallerClaims Read(ClaimsPrincipal principal, AttachmentsHttpOptions options)
    {
        var tenant = new OnlyValue(options.TenantClaimType);
        var user = new OnlyValue(options.UserClaimType);
        var subject = new OnlyValue("sub");
        var name = new OnlyValue(ClaimTypes.NameIdentifier, ShortNameIdentifier);
        var role = new HighestRole(options.RoleClaimType);

        // What ASP.NET Core makes of the claim "role" where it maps the names of tokens. It counts only where no claim has the plain name.
        var mappedRole = new HighestRole(ClaimTypes.Role);

        foreach (var identity in principal.Identities)
        {
            foreach (var claim in identity.Claims)
            {
                tenant.See(claim);
                user.See(claim);
                subject.See(claim);
                name.See(claim);
                role.See(claim);
                mappedRole.See(claim);
            }
        }

        var userValue = user.IsThere ? user.Value : subject.IsThere ? subject.Value : name.Value;
        return new(tenant.Value, userValue, options.RoleClaimType == "role" && !role.IsThere ? mappedRole.Value : role.Value);
    }

    // Two identities that name different tenants must not be mixed into one caller: no value then.
    private struct OnlyValue(string type, string? otherType = null)
    {
        private bool isTwofold;

        public string? Value { get; private set; }

        public readonly bool IsThere => Value is not null || isTwofold;

        public void See(Claim claim)
        {
            if (isTwofold || !IsOf(claim))
                return;

            if (Value is not null && Value != claim.Value)
                (Value, isTwofold) = (null, true);
            else
                Value = claim.Value;
        }

        private readonly bool IsOf(Claim claim) =>
            string.Equals(claim.Type, type, StringComparison.OrdinalIgnoreCase)
            || (otherType is not null && string.Equals(claim.Type, otherType, StringComparison.OrdinalIgnoreCase));
    }

    private struct HighestRole(string type)
    {
        private bool isAdmin;
        private bool isUnknown;

        public bool IsThere { get; private set; }

        public readonly CallerRole? Value => isUnknown ? null : isAdmin ? CallerRole.Admin : CallerRole.User;

        public void See(Claim claim)
        {
            if (!string.Equals(claim.Type, type, StringComparison.OrdinalIgnoreCase))
                return;

            IsThere = true;
            isAdmin |= claim.Value == "admin";
            isUnknown |= claim.Value is not ("admin" or "user");
        }
    }
}
