using Attachments.Content.Archives.Zip;
using Attachments.Content.Types;

namespace Attachments.Ingestion;

/// <summary>What is asked of an upload's name and type, before its bytes and by them.</summary>
internal sealed class UploadRules(ContentTypeRules types)
{
    /// <summary>Gets how many of a file's first bytes <see cref="Settle"/> wants to see.</summary>
    public int HeadLength => types.HeadLength;

    /// <summary>Returns the type that a file claims: the declared one, else its name's extension's, else that of the name instead of it, else <c>application/octet-stream</c>.</summary>
    /// <param name="declared">The declared media type with its parameters; null, or what is no media type, counts as none.</param>
    /// <param name="fileName">The file's own name, as it came or cleaned.</param>
    /// <param name="fileNameOverride">The name that the uploader gave instead of it, as far as it is known.</param>
    /// <returns>Lower case, without parameters, under the type's own name; at most 255 characters.</returns>
    public static string ResolveDeclared(string? declared, string? fileName, string? fileNameOverride = null)
    {
        if (MediaType.TryNormalize(declared, out var contentType))
            return contentType;

        return TypeByName(fileName) ?? TypeByName(fileNameOverride) ?? MediaType.OctetStream;
    }

    /// <summary>Refuses what can be refused before the first byte. Asked again for a name that overrides the file's own.</summary>
    /// <param name="contentType">The type from <see cref="ResolveDeclared"/>.</param>
    /// <param name="fileName">The name, as it came or cleaned.</param>
    /// <returns>A refusal, or null.</returns>
    public Rejection? CheckDeclared(string contentType, string? fileName) =>
        CheckName(fileName, contentType) ?? (types.Allows(contentType) ? null : ContentTypeRules.NotAllowed(contentType));

    /// <summary>Says what the file is, by its declared type and its first bytes.</summary>
    /// <param name="declared">The type from <see cref="ResolveDeclared"/>.</param>
    /// <param name="head">The first <see cref="HeadLength"/> bytes, or the whole file where it is shorter.</param>
    /// <returns>The type to store and serve, or a refusal.</returns>
    public AttachmentResult<string> Settle(string declared, ReadOnlySpan<byte> head) => types.Settle(declared, head);

    /// <summary>Refuses a name that came behind the bytes, and by which they are opened as a ZIP that they were not looked into as.</summary>
    /// <param name="stored">The name under which they will be stored.</param>
    /// <param name="seen">The bytes' beginning and end.</param>
    /// <returns>A refusal, or null.</returns>
    public static Rejection? CheckRenamed(string stored, ZipEndSearch seen)
    {
        var isHidden = seen is { HasEnd: true, IsZip: false } && HiddenZip.IsNamedBy(stored);
        return isHidden && !(seen.IsCompound && HiddenZip.IsNameOfCompound(stored)) ? Rejection.ArchiveRefused(HiddenZip.Refusal) : null;
    }

    private static string? TypeByName(string? fileName) => ContentTypeByExtension.TypeOf(FileNameRules.ExtensionOf(fileName));

    private Rejection? CheckName(string? fileName, string contentType)
    {
        // As it came, because cleaning takes the dot of ".exe"; and as it will be stored, because shortening may end a name elsewhere.
        return CheckExtension(FileNameRules.ExtensionOf(fileName)) ?? CheckExtension(FileNameRules.ExtensionOf(FileNameRules.Clean(fileName, contentType)));
    }

    private Rejection? CheckExtension(string extension) =>
        types.Refuses(extension) ? Rejection.TypeNotAllowed($"Files with the extension .{extension} are not accepted") : null;
}
