using System.Buffers.Binary;

namespace Attachments.Content.Types.Signatures;

/// <summary>ISO base media files, told apart by the brand in their first box.</summary>
internal static class IsoMediaSignatures
{
    private const string Registry = "ISO/IEC 14496-12 4.3; mp4ra.org brands";

    public static Signature[] All { get; } =
    [
        Brand("'heic'", "image/heic"), Brand("'heix'", "image/heic"), Brand("'heim'", "image/heic"), Brand("'heis'", "image/heic"),
        Brand("'hevc'", "image/heic-sequence"), Brand("'hevx'", "image/heic-sequence"),
        Brand("'hevm'", "image/heic-sequence"), Brand("'hevs'", "image/heic-sequence"),
        Brand("'avif'", "image/avif"), Brand("'avis'", "image/avif"),
        // The structural brands say "an image": which one stands among the compatible brands.
        Brand("'mif1'", "image/avif", static head => IsCompatible(head, "avif"u8)),
        Brand("'mif1'", "image/heic", static head => IsCompatible(head, "heic"u8)),
        Brand("'mif1'", "image/heif"),
        Brand("'mif2'", "image/heif"),
        Brand("'msf1'", "image/avif", static head => IsCompatible(head, "avis"u8)),
        Brand("'msf1'", "image/heif-sequence"),
        Brand("'crx '", "image/x-canon-cr3"),
        Brand("'M4A '", "audio/mp4"), Brand("'M4B '", "audio/mp4"), Brand("'M4P '", "audio/mp4"), Brand("'F4A '", "audio/mp4"),
        Brand("'qt  '", "video/quicktime"),
        Brand("'3g2' ??", "video/3gpp2"),
        Brand("'3g' ????", "video/3gpp"),
        Brand("'F4V '", "video/x-f4v"),
        Brand("????????", "video/mp4", static head => !Bytes.HaveControls(head[8..12])),

        // QuickTime before it had brands: the first atom, whose length never fills its highest byte.
        Atom("'moov'"), Atom("'mdat'"), Atom("'wide'"), Atom("'pnot'"),
    ];

    private static Signature Brand(string brand, string contentType, HeadCheck? confirm = null) =>
        new("000000?? 'ftyp' " + brand, contentType) { BuiltOn = Containers.IsoMedia, Source = Registry, Confirm = confirm };

    private static Signature Atom(string name) =>
        new("00?????? " + name, "video/quicktime") { BuiltOn = Containers.IsoMedia, Source = "Apple QuickTime File Format, atoms" };

    private static bool IsCompatible(ReadOnlySpan<byte> head, ReadOnlySpan<byte> brand)
    {
        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(head), (uint)head.Length);

        for (var at = 16; at + 4 <= end; at += 4)
        {
            if (head.Slice(at, 4).SequenceEqual(brand))
                return true;
        }

        return false;
    }
}
