namespace Attachments.Content.Images;

/// <summary>How large an image may say that it is. Section <c>Attachments:Images</c>.</summary>
/// <remarks>
/// Looked up in the file's header while it streams, before anything decodes it (OWASP ASVS 5.0, V5.2.6): in PNG, JPEG, GIF, WebP, BMP, ICO and CUR, TIFF,
/// HEIC, HEIF, AVIF, JPEG 2000 and JPEG XL, by their bytes and whatever they were declared as. A header that cannot be read limits nothing.
/// </remarks>
public sealed class ImageOptions
{
    /// <summary>Gets or sets the most pixels that an image may have.</summary>
    /// <value>Width times height, 1 or more. Null, the default, accepts every size: without a decoder of its own a host may keep what it never opens.</value>
    public long? MaxImagePixels { get; set; }

    /// <summary>Gets or sets the most pictures that one file may hold.</summary>
    /// <value>Frames of a GIF, an animated PNG or WebP, pages of a TIFF, sizes of an icon; 1 or more. Null, the default, accepts any number.</value>
    public int? MaxImageFrames { get; set; }
}
