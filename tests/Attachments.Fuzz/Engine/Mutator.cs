using System.Text;

namespace Attachments.Fuzz.Engine;

/// <summary>Makes inputs of inputs: some changes to one of the corpus, often with words of the target's grammar or parts of another.</summary>
internal sealed class Mutator(FuzzTarget target, Random random)
{
    private const int MostChanges = 12;

    // One in so many inputs is made as long as the target takes, by repeating a piece of it: that is where loops within loops show.
    private const int Inflated = 400;

    private static readonly byte[] Interesting = [0, 1, 0x09, 0x0A, 0x0D, 0x20, 0x22, 0x25, 0x27, 0x2E, 0x2F, 0x3B, 0x3D, 0x5C, 0x7F, 0x80, 0xC3, 0xED, 0xFE, 0xFF];

    private readonly byte[][] words = [.. target.Dictionary.Select(Encoding.Latin1.GetBytes)];
    private readonly byte[] buffer = new byte[target.MaxLength];
    private int length;

    /// <summary>Makes the next input, which stands until the next call.</summary>
    /// <param name="parent">The input to change.</param>
    /// <param name="other">One to take parts of.</param>
    public ReadOnlySpan<byte> Mutate(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> other)
    {
        length = Math.Min(parent.Length, buffer.Length);
        parent[..length].CopyTo(buffer);

        for (var changes = 1 << random.Next(4); changes > 0; changes--)
            Change(other);

        if (random.Next(Inflated) == 0)
            Inflate();

        return buffer.AsSpan(0, length);
    }

    private void Change(ReadOnlySpan<byte> other)
    {
        switch (random.Next(MostChanges))
        {
            case 0 when length > 0:
                buffer[random.Next(length)] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when length > 0:
                buffer[random.Next(length)] = Interesting[random.Next(Interesting.Length)];
                break;
            case 2 when length > 0:
                buffer[random.Next(length)] = (byte)random.Next(256);
                break;
            case 3:
                Insert(random.Next(length + 1), [Interesting[random.Next(Interesting.Length)]]);
                break;
            case 4 when length > 0:
                AddToNumber();
                break;
            case 5 when length > 0:
                Delete(random.Next(length), 1 + random.Next(Math.Min(length, 32)));
                break;
            case 6 when length > 0:
                Insert(random.Next(length + 1), Slice(buffer.AsSpan(0, length)).ToArray());
                break;
            case 7 when other.Length > 0:
                Insert(random.Next(length + 1), Slice(other));
                break;
            case 8 when other.Length > 0 && length > 0:
                Splice(other);
                break;
            case 9 or 10 when words.Length > 0:
                Insert(random.Next(length + 1), words[random.Next(words.Length)]);
                break;
            case 11 when words.Length > 0 && length > 0:
                Overwrite(random.Next(length), words[random.Next(words.Length)]);
                break;
        }
    }

    // Of text or of a binary field in either order of bytes.
    private void AddToNumber()
    {
        var at = random.Next(length);
        if (char.IsAsciiDigit((char)buffer[at]))
        {
            buffer[at] = (byte)('0' + random.Next(10));
            return;
        }

        var width = 1 << random.Next(3);
        if (at + width > length)
            return;

        var isLittle = random.Next(2) == 0;
        var carry = random.Next(-35, 36);
        for (var i = 0; i < width; i++)
        {
            ref var octet = ref buffer[isLittle ? at + i : at + width - 1 - i];
            carry += octet;
            octet = (byte)carry;
            carry >>= 8;
        }
    }

    private void Splice(ReadOnlySpan<byte> other)
    {
        var kept = random.Next(length);
        var rest = other[random.Next(other.Length)..];
        rest = rest[..Math.Min(rest.Length, buffer.Length - kept)];
        rest.CopyTo(buffer.AsSpan(kept));
        length = kept + rest.Length;
    }

    private void Inflate()
    {
        if (length == 0)
            return;

        var at = random.Next(length);
        var piece = Slice(buffer.AsSpan(at, length - at)).ToArray();
        var tail = buffer[at..length];
        var end = Math.Max(at, random.Next(2) == 0 ? buffer.Length - tail.Length : random.Next(buffer.Length - tail.Length + 1));
        for (; at < end; at += piece.Length)
            piece.AsSpan(0, Math.Min(piece.Length, end - at)).CopyTo(buffer.AsSpan(at));

        tail.CopyTo(buffer.AsSpan(end));
        length = end + tail.Length;
    }

    private ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> bytes)
    {
        var start = random.Next(bytes.Length);
        return bytes.Slice(start, 1 + random.Next(Math.Min(bytes.Length - start, random.Next(8) == 0 ? 4096 : 48)));
    }

    private void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        if (length + bytes.Length > buffer.Length)
            return;

        buffer.AsSpan(at, length - at).CopyTo(buffer.AsSpan(at + bytes.Length));
        bytes.CopyTo(buffer.AsSpan(at));
        length += bytes.Length;
    }

    private void Overwrite(int at, ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, length - at)];
        bytes.CopyTo(buffer.AsSpan(at));
    }

    private void Delete(int at, int count)
    {
        count = Math.Min(count, length - at);
        buffer.AsSpan(at + count, length - at - count).CopyTo(buffer.AsSpan(at));
        length -= count;
    }
}
