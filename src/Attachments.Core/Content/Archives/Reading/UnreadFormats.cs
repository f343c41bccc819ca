using System.Collections.Frozen;
using Attachments.Content.Types;

namespace Attachments.Content.Archives.Reading;

/// <summary>Archives and compressed files that cannot be looked into where no registered format reads them.</summary>
internal static class UnreadFormats
{
    private static readonly FrozenSet<string> Types = new[]
    {
        "application/x-7z-compressed", "application/vnd.rar", "application/gzip", "application/x-tar", "application/x-bzip2", "application/x-xz", "application/zstd",
        "application/x-lz4", "application/x-lzip", "application/x-lzma", "application/x-lrzip", "application/x-compress", "application/x-lzh-compressed",
        "application/x-snappy-framed", "application/vnd.ms-cab-compressed", "application/x-arj", "application/x-ace", "application/x-stuffit", "application/x-archive",
        "application/x-cpio", "application/x-xar", "application/x-ms-wim", "application/x-iso9660-image", "application/vnd.squashfs",
        "application/x-rpm", "application/vnd.debian.binary-package",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Include(ContentTypeMatch? match) => match is not null && Types.Contains(match.ContentType);
}
