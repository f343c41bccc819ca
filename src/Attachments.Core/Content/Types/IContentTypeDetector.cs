namespace Attachments.Content.Types;

/// <summary>Tells a file's type by its first bytes. Replace it to plug another detection library in.</summary>
public interface IContentTypeDetector
{
    /// <summary>Gets how many of a file's first bytes the detector wants to see.</summary>
    /// <value>At most 65,536.</value>
    int HeadLength { get; }

    /// <summary>Tells the type.</summary>
    /// <param name="head">The file's first bytes: <see cref="HeadLength"/> of them, or the whole file where it is shorter.</param>
    /// <returns>The type on positive evidence of a signature; null where the bytes bear none. A textual type confirms a declared one and never overrides another.</returns>
    ContentTypeMatch? Detect(ReadOnlySpan<byte> head);

    /// <summary>Says whether files of a type must bear a signature that this detector knows.</summary>
    /// <param name="contentType">The media type, lower case, without parameters.</param>
    bool HasSignature(string contentType);

    /// <summary>Says whether files of a type are made of a container, so that a declared type outlives a match that tells the container alone.</summary>
    /// <param name="contentType">The media type, lower case, without parameters.</param>
    /// <param name="container">The container, as <see cref="ContentTypeMatch.BuiltOn"/> names it. A type may be built on several: a DOCX is a ZIP, and an OLE file where it is encrypted.</param>
    bool IsBuiltOn(string contentType, string container);
}
