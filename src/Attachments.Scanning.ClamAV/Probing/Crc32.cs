namespace Attachments.Scanning.ClamAV.Probing;

/// <summary>The checksum of ZIP (ISO 3309).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);

        return ~crc;
    }

    public static uint OfZeros(long count)
    {
        var crc = uint.MaxValue;
        for (var i = 0L; i < count; i++)
            crc = Table[(byte)crc] ^ (crc >> 8);

        return ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;

            table[i] = value;
        }

        return table;
    }
}
