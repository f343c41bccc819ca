using System.Globalization;
using System.Numerics;

namespace Attachments.Content.Types.Signatures;

/// <summary>Bytes of which some, or halves of some, may be anything.</summary>
internal sealed class SignaturePattern
{
    private readonly byte[] bytes;
    private readonly byte[] mask;

    private SignaturePattern(byte[] bytes, byte[] mask)
    {
        this.bytes = bytes;
        this.mask = mask;
    }

    public int Length => bytes.Length;

    public int Weight => mask.Sum(static part => BitOperations.PopCount(part));

    public byte? FirstByte => mask[0] == 0xFF ? bytes[0] : null;

    public static SignaturePattern Parse(string text)
    {
        var bytes = new List<byte>();
        var mask = new List<byte>();

        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            if (text[at] == '\'')
            {
                var end = text.IndexOf('\'', at + 1);
                foreach (var letter in text.AsSpan(at + 1, end - at - 1))
                {
                    bytes.Add((byte)letter);
                    mask.Add(0xFF);
                }

                at = end + 1;
                continue;
            }

            bytes.Add((byte)((Half(text[at]) << 4) | Half(text[at + 1])));
            mask.Add((byte)((HalfMask(text[at]) << 4) | HalfMask(text[at + 1])));
            at += 2;
        }

        return new SignaturePattern([.. bytes], [.. mask]);
    }

    public bool Matches(ReadOnlySpan<byte> head)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if ((head[i] & mask[i]) != bytes[i])
                return false;
        }

        return true;
    }

    private static int Half(char digit) =>
        digit == '?' ? 0 : int.Parse([digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static int HalfMask(char digit) => digit == '?' ? 0 : 0xF;
}
