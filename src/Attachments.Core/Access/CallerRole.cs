namespace Attachments.Access;

/// <summary>What a caller may reach within its tenant.</summary>
public enum CallerRole
{
    /// <summary>The caller's own messages and their attachments.</summary>
    User,

    /// <summary>Every message and attachment of the tenant, and none of another's.</summary>
    Admin,
}
