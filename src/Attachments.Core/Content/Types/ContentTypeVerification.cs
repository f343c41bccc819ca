namespace Attachments.Content.Types;

/// <summary>How strictly bytes are held against the declared type.</summary>
public enum ContentTypeVerification
{
    /// <summary>Bytes that bear a signature get its type; bytes that bear none keep the declared type.</summary>
    Lenient,

    /// <summary>
    /// As lenient; and refused are a declared type that has a signature which the bytes do not bear, and a textual type (text, JSON, XML, SVG, …) whose bytes,
    /// to the last one, are not text.
    /// </summary>
    Strict,
}
