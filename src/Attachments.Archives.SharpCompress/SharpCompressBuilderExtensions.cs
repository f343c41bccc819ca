using Attachments.Archives.SharpCompress.Bzip2;
using Attachments.Archives.SharpCompress.Compress;
using Attachments.Archives.SharpCompress.Lzip;
using Attachments.Archives.SharpCompress.Xz;
using Attachments.Archives.SharpCompress.Zstandard;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds formats of archives that SharpCompress reads.</summary>
public static class SharpCompressBuilderExtensions
{
    /// <summary>Looks into files that are compressed with bzip2, xz, lzip, Zstandard or compress (<c>.Z</c>), and into what is in them: a <c>.tar.xz</c> is read to its last entry.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The limits are those of <c>Attachments:Archives</c>. A dictionary that takes more than <c>MemoryLimit</c> refuses the file: <c>xz -9</c> asks for 64 MiB,
    /// which is more than the default. Safe to call twice.
    /// </remarks>
    public static IAttachmentsBuilder AddSharpCompress(this IAttachmentsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder
            .AddArchiveFormat<Bzip2Format>()
            .AddArchiveFormat<XzFormat>()
            .AddArchiveFormat<LzipFormat>()
            .AddArchiveFormat<ZstandardFormat>()
            .AddArchiveFormat<CompressFormat>();
    }
}
