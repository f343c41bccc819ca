namespace Attachments.Content.Types.Signatures;

/// <summary>Moving pictures, but for ISO base media files.</summary>
internal static class VideoSignatures
{
    private const string ProgramStream = "ISO/IEC 13818-1 2.5.3.3";

    public static Signature[] All { get; } =
    [
        new("'RIFF' ???????? 'AVI '", "video/x-msvideo") { BuiltOn = Containers.Riff, Source = "Microsoft AVI RIFF File Reference" },
        new("1A45DFA3", "video/webm") { BuiltOn = Containers.Ebml, Source = "RFC 8794 11.2.6", Confirm = static head => HasDocType(head, "webm"u8) },
        new("1A45DFA3", "video/x-matroska") { BuiltOn = Containers.Ebml, Source = "RFC 9559 4", Confirm = static head => HasDocType(head, "matroska"u8) },
        new("'OggS' 00 ?? ???????????????? ???????? ???????? ???????? ?? ?? 80 'theora'", "video/ogg") { BuiltOn = Containers.Ogg, Source = "Theora specification 6.1" },
        new("'OggS' 00 ?? ???????????????? ???????? ???????? ???????? ?? ?? 'fishead' 00", "video/ogg") { BuiltOn = Containers.Ogg, Source = "Ogg Skeleton 4" },
        new("3026B2758E66CF11A6D900AA0062CE6C", "video/x-ms-asf") { BuiltOn = Containers.Asf, Source = "Microsoft ASF 10.1" },
        new("'FLV' 01 0? 00000009", "video/x-flv") { Source = "Adobe FLV 10.1 E.2" },
        new("000001BA", "video/mpeg") { BuiltOn = Containers.Mpeg, Source = ProgramStream, Confirm = static head => head.Length > 4 && ((head[4] & 0xC4) == 0x44 || (head[4] & 0xF1) == 0x21) },
        new("000001B3", "video/mpeg") { BuiltOn = Containers.Mpeg, Source = "ISO/IEC 13818-2 6.2.2.1" },
        new("47", "video/mp2t") { BuiltOn = Containers.Mpeg, Source = "ISO/IEC 13818-1 2.4.3.2", Confirm = static head => ArePackets(head, 188) },
        new("????????47", "video/mp2t") { BuiltOn = Containers.Mpeg, Source = "Blu-ray BDAV, 192-byte packets", Confirm = static head => head.Length > 4 && ArePackets(head[4..], 192) },
        new("060E2B34 02050101 0D010201 01", "application/mxf") { Source = "SMPTE ST 377-1" },
        new("'nut/multimedia container' 00", "video/x-nut") { Source = "NUT open container format" },
        new("'DKIF' 0000 2000", "video/x-ivf") { Source = "WebM project, IVF" },
        new("'YUV4MPEG2 '", "video/x-raw-yuv4mpeg") { Source = "mjpegtools, yuv4mpeg(5)", IsOptional = true },
        new("8A 'MNG' 0D0A1A0A", "video/x-mng") { Source = "MNG 1.0" },
        new("'.RMF' 000000", "application/vnd.rn-realmedia") { Source = "RealMedia File Format" },
    ];

    // The header's first elements are a byte or two long, and the type stands among them.
    private static bool HasDocType(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var header = head[..Math.Min(head.Length, 64)];
        var at = header.IndexOf([(byte)0x42, (byte)0x82, (byte)(0x80 | name.Length)]);
        return at >= 0 && header[(at + 3)..].StartsWith(name);
    }

    // 'G' is text: four of them a packet apart, each with a payload or an adaptation field, among bytes that are not.
    private static bool ArePackets(ReadOnlySpan<byte> head, int stride)
    {
        if (head.Length < (3 * stride) + 4)
            return false;

        for (var packet = 0; packet <= 3 * stride; packet += stride)
        {
            if (head[packet] != 0x47 || (head[packet + 3] & 0x30) == 0)
                return false;
        }

        return Bytes.HaveControls(head[..stride]);
    }
}
