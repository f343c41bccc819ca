namespace Attachments.Content;

/// <summary>How an attachment's bytes are encoded beside their type.</summary>
public enum ContentEncoding
{
    /// <summary>Not at all: the bytes are the file.</summary>
    None,

    /// <summary>The bytes are the file's base64 text, as a mail part carries it.</summary>
    Base64,
}
