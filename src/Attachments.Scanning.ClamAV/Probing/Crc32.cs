namespace Attachments.Scanning.ClamAV.Probing;

/// <summary>The checksum of ZIP (ISO 3309).</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = TimesX(crc);
        }

        return ~crc;
    }

    /// <summary>Computes the checksum of zeros without looking at each: every zero bit multiplies by x.</summary>
    public static uint OfZeros(long count) => ~Multiply(PowerOfX(8 * count), uint.MaxValue);

    // Bits are reversed: the highest is the coefficient of x to the power of 0.
    private static uint PowerOfX(long exponent)
    {
        var power = 1u << 31;
        for (var square = 1u << 30; exponent > 0; exponent >>= 1, square = Multiply(square, square))
        {
            if ((exponent & 1) != 0)
                power = Multiply(power, square);
        }

        return power;
    }

    private static uint Multiply(uint left, uint right)
    {
        var product = 0u;
        for (var bit = 1u << 31; bit != 0; bit >>= 1, right = TimesX(right))
        {
            if ((left & bit) != 0)
                product ^= right;
        }

        return product;
    }

    private static uint TimesX(uint value) => (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;
}
