using System.Buffers.Text;
using System.Security.Cryptography;

namespace Attachments.Crash.Load;

/// <summary>Files to upload. The same number is the same bytes in every test.</summary>
internal static class Contents
{
    private static readonly int[] Lengths = [1, 700, 40_000, 131_072, 131_073, 300_000];

    /// <summary>Makes the nth content, of one of a few lengths around the block size of an upload.</summary>
    public static byte[] Make(int number) => Make(number, Lengths[number % Lengths.Length] + number);

    public static byte[] Make(int number, int length)
    {
        // Text, so that it is what it is declared to be.
        var random = new byte[length];
        new Random(number).NextBytes(random);
        return Base64Url.EncodeToUtf8(random)[..length];
    }

    public static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
