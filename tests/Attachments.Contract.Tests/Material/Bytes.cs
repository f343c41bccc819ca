using System.Security.Cryptography;
using System.Text;

namespace Attachments.Contract.Material;

/// <summary>Bytes that mean nothing.</summary>
public static class Bytes
{
    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>Makes text bytes that no other call makes.</summary>
    public static byte[] Fresh(int length = 64)
    {
        var bytes = new byte[length];
        RandomNumberGenerator.GetHexString(length, lowercase: true).Select(digit => (byte)digit).ToArray().CopyTo(bytes, 0);
        return bytes;
    }

    /// <summary>Makes bytes whose value tells their position, so that a wrong range shows.</summary>
    public static byte[] Counted(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)('a' + (i * 7 % 26));
        return bytes;
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
