using Attachments.Content;

namespace Attachments.Fuzz.Targets;

/// <summary>What came of a form: why it was refused, or the file with what is said of it.</summary>
/// <param name="Refusal">Why it was refused; null where it was not.</param>
/// <param name="Content">The file's bytes, as hex digits.</param>
/// <param name="FileName">The file's own name.</param>
/// <param name="Override">The name in its place.</param>
/// <param name="ContentType">The declared type.</param>
/// <param name="Encoding">The declared encoding.</param>
internal sealed record FormOutcome(RejectionCode? Refusal, string? Content, string? FileName, string? Override, string? ContentType, ContentEncoding Encoding)
{
    public static FormOutcome Refused(RejectionCode code) => new(code, null, null, null, null, default);
}
