namespace Attachments.AspNetCore.Callers;

/// <summary>The names of the authentication scheme that reads the caller from headers which a trusted gateway has set.</summary>
public static class GatewayHeadersDefaults
{
    /// <summary>The scheme's name.</summary>
    public const string AuthenticationScheme = "AttachmentsGatewayHeaders";

    /// <summary>The header that names the tenant.</summary>
    public const string TenantHeader = "X-Tenant-ID";

    /// <summary>The header that names the user.</summary>
    public const string UserHeader = "X-User-ID";

    /// <summary>The header that holds the role, <c>user</c> or <c>admin</c>; <c>user</c> where it is missing.</summary>
    public const string RoleHeader = "X-User-Role";
}
