namespace Attachments.Content.Types.Signatures;

/// <summary>
/// The frame header of MPEG audio. Its sync is eleven set bits, which a byte order mark has too: only a second header, just where the first says
/// that it stands, proves anything.
/// </summary>
internal static class MpegAudioFrame
{
    public const int HeaderLength = 4;

    /// <summary>Layer II at 384 kbit/s and 32 kHz, padded.</summary>
    public const int LongestFrame = (144 * 384 / 32) + 1;

    // In kbit/s; 0 (free format) and 15 (forbidden) are not believed.
    private static ReadOnlySpan<short> VersionOneLayerTwo => [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 0];

    private static ReadOnlySpan<short> VersionOneLayerThree => [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];

    private static ReadOnlySpan<short> VersionTwo => [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];

    public static bool AreTwoAt(ReadOnlySpan<byte> head)
    {
        var length = LengthOf(head);
        if (length == 0 || length > head.Length || LengthOf(head[length..]) == 0)
            return false;

        // Version, layer and sampling rate are the stream's, not the frame's.
        var next = head[length..];
        return ((head[1] ^ next[1]) & 0xFE) == 0 && ((head[2] ^ next[2]) & 0x0C) == 0;
    }

    private static int LengthOf(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < HeaderLength || frame[0] != 0xFF || (frame[1] & 0xE0) != 0xE0)
            return 0;

        var version = (frame[1] >> 3) & 3;
        var layer = (frame[1] >> 1) & 3;
        var rate = (frame[2] >> 2) & 3;
        if (version == 1 || layer is 0 or 3 || rate == 3)
            return 0;

        var isVersionOne = version == 3;
        var isLayerThree = layer == 1;
        var bitRates = !isVersionOne ? VersionTwo : isLayerThree ? VersionOneLayerThree : VersionOneLayerTwo;
        var bitRate = bitRates[frame[2] >> 4] * 1000;
        var samplingRate = (rate switch { 0 => 44_100, 1 => 48_000, _ => 32_000 }) >> (isVersionOne ? 0 : version == 2 ? 1 : 2);
        var padding = (frame[2] >> 1) & 1;
        return bitRate == 0 ? 0 : ((isLayerThree && !isVersionOne ? 72 : 144) * bitRate / samplingRate) + padding;
    }
}
