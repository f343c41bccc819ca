using System.Buffers.Binary;

namespace Attachments.Content.Types.Signatures;

/// <summary>Sound, but for ISO base media files.</summary>
internal static class AudioSignatures
{
    private const string Frames = "ISO/IEC 11172-3 2.4.1.3";

    public static Signature[] All { get; } =
    [
        new("'ID3' 0? ?? ?? ???????? ??", "audio/mpeg") { BuiltOn = Containers.MpegAudio, Source = "id3v2.4.0-structure 3.1", Confirm = IsId3 },
        new("FFE?", "audio/mpeg") { BuiltOn = Containers.MpegAudio, Source = Frames, Confirm = MpegAudioFrame.AreTwoAt },
        new("FFF?", "audio/mpeg") { BuiltOn = Containers.MpegAudio, Source = Frames, Confirm = MpegAudioFrame.AreTwoAt },
        new("FFF?", "audio/aac") { BuiltOn = Containers.MpegAudio, Source = "ISO/IEC 13818-7 6.2 (ADTS)", Confirm = AreTwoAdtsFrames },
        new("'RIFF' ???????? 'WAVE'", "audio/wav") { BuiltOn = Containers.Riff, Source = "Microsoft Multimedia Data Standards 3.0" },
        new("'RF64' FFFFFFFF 'WAVE'", "audio/wav") { BuiltOn = Containers.Riff, Source = "EBU Tech 3306" },
        new("'BW64' FFFFFFFF 'WAVE'", "audio/wav") { BuiltOn = Containers.Riff, Source = "ITU-R BS.2088" },
        new("'RIFF' ???????? 'RMID'", "audio/rmid") { BuiltOn = Containers.Riff, Source = "RP-029" },
        new("'fLaC' ?0 000022", "audio/flac") { Source = "RFC 9639 8" },
        new("'OggS' 00", "audio/ogg") { BuiltOn = Containers.Ogg, Source = "RFC 3533 6" },
        new("'FORM' ???????? 'AIFF'", "audio/aiff") { BuiltOn = Containers.Iff, Source = "Apple AIFF 1.3" },
        new("'FORM' ???????? 'AIFC'", "audio/aiff") { BuiltOn = Containers.Iff, Source = "Apple AIFF-C" },
        new("'MThd' 00000006", "audio/midi") { Source = "Standard MIDI Files 1.0" },
        new("'#!AMR' 0A", "audio/amr") { Source = "RFC 4867 5.1" },
        new("'#!AMR-WB' 0A", "audio/amr-wb") { Source = "RFC 4867 5.1" },
        new("'.snd' 000000??", "audio/basic") { Source = "Sun audio file format" },
        new("'caff' 0001 0000", "audio/x-caf") { Source = "Apple Core Audio Format" },
        new("0B77 ???? ??", "audio/ac3") { Source = "ATSC A/52 5.3", Confirm = static head => head.Length > 7 && (head[4] & 0xC0) != 0xC0 && (head[4] & 0x3F) < 38 && (head[5] >> 3) <= 16 && Bytes.HaveControls(head[..Math.Min(head.Length, 64)]) },
        new("7FFE8001", "audio/vnd.dts") { Source = "ETSI TS 102 114 5.3" },
        new("'TTA1' 0?00", "audio/x-tta") { Source = "True Audio codec format" },
        new("'DSD ' 1C000000", "audio/x-dsf") { Source = "Sony DSF file format" },
        new("'MPCK' 'SH'", "audio/x-musepack") { Source = "Musepack SV8" },
        new("'FORM' ???????? '8SVX'", "audio/x-8svx") { BuiltOn = Containers.Iff, Source = "EA IFF 85, 8SVX" },
        new("'Creative Voice File' 1A", "audio/x-voc") { Source = "Creative Voice file format" },
        new("'riff' 2E91CF11A5D628DB04C10000", "audio/x-w64") { Source = "Sony Wave64" },
        new("'MAC ' ?? 0F", "audio/x-ape") { Source = "Monkey's Audio, APE_DESCRIPTOR" },
        new("'wvpk' ???????? ?? 04", "audio/x-wavpack") { Source = "WavPack 4 & 5 binary file format" },
    ];

    private static bool IsId3(ReadOnlySpan<byte> head) =>
        head[3] is >= 2 and <= 4 && head[4] < 0xFF && (head[5] & 0x0F) == 0
        && head[6] < 0x80 && head[7] < 0x80 && head[8] < 0x80 && head[9] < 0x80;

    private static bool AreTwoAdtsFrames(ReadOnlySpan<byte> head)
    {
        if (!IsAdts(head))
            return false;

        var length = ((head[3] & 0x03) << 11) | (head[4] << 3) | (head[5] >> 5);
        return length >= 7 && length <= head.Length && IsAdts(head[length..]) && head[length + 1] == head[1];
    }

    private static bool IsAdts(ReadOnlySpan<byte> frame) =>
        frame.Length >= 7 && (BinaryPrimitives.ReadUInt16BigEndian(frame) & 0xFFF6) == 0xFFF0 && ((frame[2] >> 2) & 0x0F) < 13;
}
