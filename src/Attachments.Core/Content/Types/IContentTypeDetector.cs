namespace Attachments.Content.Types;

/// <summary>Tells a file's type by its first bytes. Replace it to plug another detection library in.</summary>
public interface IContentTypeDetector
{
    /// <summary>Gets how many of a file's first bytes the detector wants to see.</summary>
    /// <value>At most 65,536.</value>
    int HeadLength { get; }

    /// <summary>Tells the type.</summary>
    /// <param name="head">The file's first bytes: <see cref="HeadLength"/> of them, or the whole file where it is shorter.</param>
    /// <returns>The type on positive evidence of a binary signature; null where the bytes bear none.</returns>
    ContentTypeMatch? Detect(ReadOnlySpan<byte> head);

    /// <summary>Says whether files of a type must bear a signature that this detector knows.</summary>
    /// <param name="contentType">The media type, lower case, without parameters.</param>
    bool HasSignature(string contentType);

    /// <summary>Names the container that a type is built on, to be compared with <see cref="ContentTypeMatch.BuiltOn"/>.</summary>
    /// <param name="contentType">The media type, lower case, without parameters.</param>
    /// <returns>The container's name, or null.</returns>
    string? ContainerOf(string contentType);
}
