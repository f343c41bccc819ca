namespace Attachments.Access;

/// <summary>Who asks. An argument of every operation: there is no ambient caller.</summary>
/// <param name="Tenant">The caller's tenant.</param>
/// <param name="User">The caller within the tenant.</param>
/// <param name="Role">What the caller may reach. The default is <see cref="CallerRole.User"/>.</param>
public readonly record struct AttachmentCaller(TenantId Tenant, UserId User, CallerRole Role = CallerRole.User);
