namespace Attachments.AspNetCore.Multipart;

internal enum DelimiterKind
{
    /// <summary>No delimiter.</summary>
    None,

    /// <summary>Perhaps one: more bytes must come.</summary>
    Unknown,

    /// <summary>One that another part follows.</summary>
    Part,

    /// <summary>The form's last one.</summary>
    Close,
}
