namespace Attachments.Corpus;

/// <summary>The first bytes of a file, in hexadecimal digits, and what they are.</summary>
public sealed record HeadSample(string Name, string ContentType, string? BuiltOn, bool Executable, string Head)
{
    public byte[] Bytes => Convert.FromHexString(Head);
}
