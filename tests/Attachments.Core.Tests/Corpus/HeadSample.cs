namespace Attachments.Corpus;

/// <summary>Bytes of a file's beginning, in hexadecimal digits, what they are, and how they were made. They stand behind <c>At</c> zeros.</summary>
public sealed record HeadSample(string Name, string ContentType, string? BuiltOn, bool Executable, bool Macros, int At, string Made, string Head)
{
    public byte[] Bytes => [.. new byte[At], .. Convert.FromHexString(Head)];
}
