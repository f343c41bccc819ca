using Microsoft.Extensions.Options;

namespace Attachments.Content.Images;

/// <summary>Refuses images that say they are larger than allowed, before anything decodes them.</summary>
internal sealed class ImageInspector(IOptions<ImageOptions> options) : IContentInspector
{
    private readonly ImageOptions limits = options.Value;

    // Whatever is declared: an image is one by its bytes.
    public ContentInspection? Begin(InspectedUpload upload) =>
        limits is { MaxImagePixels: null, MaxImageFrames: null } ? null : new ImageInspection(limits);
}
