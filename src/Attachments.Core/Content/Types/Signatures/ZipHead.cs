using System.Buffers.Binary;

namespace Attachments.Content.Types.Signatures;

/// <summary>
/// The entries at the beginning of a ZIP (APPNOTE 4.3.7), as far as they stand in the head. They name the type for people; what an archive holds is the
/// archive inspector's to say, who reads the directory too.
/// </summary>
internal static class ZipHead
{
    private const int LocalHeader = 30;
    private const int MostEntries = 64;

    private static ReadOnlySpan<byte> Mark => "PK\u0003\u0004"u8;

    /// <summary>Says whether the first entry has this name.</summary>
    public static bool BeginsWith(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name) => NameOf(head).SequenceEqual(name);

    /// <summary>Says whether the first two entries have these names.</summary>
    public static bool BeginsWith(ReadOnlySpan<byte> head, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        BeginsWith(head, first) && BeginsWith(Next(head), second);

    /// <summary>Says whether an entry has this name.</summary>
    public static bool Has(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        for (var entries = 0; entries < MostEntries && !head.IsEmpty; entries++, head = Next(head))
        {
            if (NameOf(head).SequenceEqual(name))
                return true;
        }

        return false;
    }

    /// <summary>Says whether an entry has this name, in a package of Open Packaging Conventions.</summary>
    public static bool HasPart(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name) =>
        Has(head, name) && (Has(head, "[Content_Types].xml"u8) || Has(head, "_rels/.rels"u8));

    private static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> entry)
    {
        if (entry.Length < LocalHeader || !entry.StartsWith(Mark))
            return default;

        var length = BinaryPrimitives.ReadUInt16LittleEndian(entry[26..]);
        return LocalHeader + length <= entry.Length ? entry.Slice(LocalHeader, length) : default;
    }

    private static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> entry)
    {
        if (entry.Length < LocalHeader || !entry.StartsWith(Mark))
            return default;

        var content = LocalHeader + BinaryPrimitives.ReadUInt16LittleEndian(entry[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(entry[18..]);
        var next = content + (long)length;
        if (next >= entry.Length)
            return default;

        // Written without looking back, an entry has its length behind it (bit 3): the next header is looked for.
        if (length == 0 && (entry[6] & 8) != 0)
            return entry[(int)next..].IndexOf(Mark) is var found and >= 0 ? entry[((int)next + found)..] : default;

        return entry[(int)next..];
    }
}
