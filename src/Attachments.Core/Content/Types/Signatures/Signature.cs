namespace Attachments.Content.Types.Signatures;

/// <summary>One row of the table: which bytes prove which type.</summary>
/// <param name="pattern">
/// Bytes as hexadecimal digits, <c>?</c> for a half byte that may be anything, and ASCII text in single quotes; spaces are for the reader:
/// <c>'RIFF' ???????? 'WEBP'</c>.
/// </param>
/// <param name="contentType">The media type, lower case.</param>
internal sealed class Signature(string pattern, string contentType)
{
    private readonly SignaturePattern pattern = SignaturePattern.Parse(pattern);
    private ContentTypeMatch? match;

    /// <summary>Where the pattern stands in the file.</summary>
    public int Offset { get; init; }

    /// <summary>The container that the bytes are, where other types are built on it.</summary>
    public string? BuiltOn { get; init; }

    /// <summary>Whether the bytes are a program.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>Whether the bytes hold macros.</summary>
    public bool HasMacros { get; init; }

    /// <summary>Whether files of the type may also begin otherwise, so that to lack the signature is no mismatch.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What else must hold, where the pattern alone would call other files by this name.</summary>
    public HeadCheck? Confirm { get; init; }

    /// <summary>Who says so: a specification or the format's owner.</summary>
    public required string Source { get; init; }

    public string ContentType => contentType;

    /// <summary>How many bytes of a file the pattern needs.</summary>
    public int End => Offset + pattern.Length;

    /// <summary>How many bits are fixed: of two rows that match, the one that says more is right.</summary>
    public int Weight => pattern.Weight;

    /// <summary>The file's first byte, where the pattern fixes it.</summary>
    public byte? FirstByte => Offset == 0 ? pattern.FirstByte : null;

    /// <summary>What a matching file is: always the same instance.</summary>
    public ContentTypeMatch Match => match ??= new ContentTypeMatch(contentType, IsExecutable, BuiltOn) { HasMacros = HasMacros };

    public bool Matches(ReadOnlySpan<byte> head) =>
        head.Length >= End && pattern.Matches(head[Offset..]) && (Confirm is null || Confirm(head));
}
