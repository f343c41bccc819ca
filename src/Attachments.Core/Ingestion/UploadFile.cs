using Attachments.Content;

namespace Attachments.Ingestion;

/// <summary>A file as its uploader sends it: nothing here is to be trusted.</summary>
/// <param name="Content">
/// The bytes. A read returns what is there, as much as fits into the buffer; 0 at the end of the file. Where the file breaks off before its end
/// the read throws <see cref="UploadInterruptedException"/>.
/// </param>
public sealed record UploadFile(Stream Content)
{
    /// <summary>Gets the file's own name; null where it has none.</summary>
    public string? FileName { get; init; }

    /// <summary>Gets the declared media type with its parameters; null where none was declared.</summary>
    public string? ContentType { get; init; }

    /// <summary>Gets how the bytes are said to be encoded beside their type. They are stored as they come.</summary>
    public ContentEncoding ContentEncoding { get; init; }

    /// <summary>Gets how many bytes will probably come; a hint only, null where nothing is known.</summary>
    public long? ExpectedLength { get; init; }
}
