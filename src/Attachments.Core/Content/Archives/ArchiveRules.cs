using Attachments.Content.Archives.Tar;
using Attachments.Content.Types;
using Microsoft.Extensions.Options;

namespace Attachments.Content.Archives;

/// <summary>What the inspection of every upload asks: the limits, the formats, the types.</summary>
internal sealed class ArchiveRules(
    IOptions<ArchiveOptions> options, IOptions<ContentTypeOptions> typeOptions, IEnumerable<IArchiveFormat> formats, ContentTypeRules types, IContentTypeDetector detector, TimeProvider clock)
{
    // A tar is told by a checksum alone, which fits whatever leaves room for it: everything else is asked first.
    private readonly IArchiveFormat[] formats = [.. formats.OrderBy(static format => format is TarFormat)];

    public ArchiveOptions Limits { get; } = options.Value;

    public ContentTypeRules Types { get; } = types;

    public IContentTypeDetector Detector { get; } = detector;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Gets whether a file that begins as an archive must be one to its end.</summary>
    public bool IsStrict { get; } = typeOptions.Value.Verification == ContentTypeVerification.Strict;

    public IArchiveFormat? FormatOf(ReadOnlySpan<byte> head)
    {
        foreach (var format in formats)
        {
            if (format.Recognises(head))
                return format;
        }

        return null;
    }
}
