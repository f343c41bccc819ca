namespace Attachments.Content.Types;

/// <summary>What bytes were found to be.</summary>
/// <param name="ContentType">The media type, lower case, without parameters.</param>
/// <param name="IsExecutable">Whether they are a program or a script with an interpreter line: refused whatever is allowed.</param>
/// <param name="BuiltOn">
/// The container that the bytes are (<c>zip</c>, <c>ole</c>, <c>iso-bmff</c>, <c>riff</c>, …), null where they are none. A declared type that is built on
/// the same container is kept: a ZIP that claims to be a DOCX may well be one.
/// </param>
public sealed record ContentTypeMatch(string ContentType, bool IsExecutable = false, string? BuiltOn = null)
{
    /// <summary>Gets whether macros were seen among the first bytes. Not to see any proves nothing: they may stand further behind.</summary>
    public bool HasMacros { get; init; }
}
