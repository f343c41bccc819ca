namespace Attachments.AspNetCore;

/// <summary>What a caller's tenant and user may look like.</summary>
public enum IdentifierFormat
{
    /// <summary>1 to 64 characters of <c>[A-Za-z0-9._@:+-]</c>.</summary>
    Free,

    /// <summary>A UUID in its 36-character form, in either case.</summary>
    Uuid,
}
