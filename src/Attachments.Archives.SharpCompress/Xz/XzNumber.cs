namespace Attachments.Archives.SharpCompress.Xz;

/// <summary>Numbers of up to 63 bits in as many bytes as they need (The .xz File Format 1.2).</summary>
internal static class XzNumber
{
    public const int LongestLength = 9;

    /// <summary>Reads a number.</summary>
    /// <param name="bytes">Begins with it, and is cut by its length.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static long Take(ref ReadOnlySpan<byte> bytes)
    {
        long number = 0;
        for (var i = 0; i < LongestLength && i < bytes.Length; i++)
        {
            number |= (long)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] >= 0x80)
                continue;

            bytes = bytes[(i + 1)..];
            return number;
        }

        throw new InvalidDataException();
    }
}
