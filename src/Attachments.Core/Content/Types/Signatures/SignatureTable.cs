using System.Collections.Frozen;

namespace Attachments.Content.Types.Signatures;

/// <summary>All signatures, arranged for looking up by a file's first byte.</summary>
internal static class SignatureTable
{
    public static IReadOnlyList<Signature> All { get; } =
    [
        .. ExecutableSignatures.All,
        .. DocumentSignatures.All,
        .. ImageSignatures.All,
        .. IsoMediaSignatures.All,
        .. AudioSignatures.All,
        .. VideoSignatures.All,
        .. ArchiveSignatures.All,
        .. FontSignatures.All,
    ];

    /// <summary>How many bytes the hungriest row looks at.</summary>
    public const int HeadLength = MpegAudioFrame.LongestFrame + MpegAudioFrame.HeaderLength;

    private static readonly Signature[][] ByFirstByte = [.. Enumerable.Range(0, 256).Select(first => Ordered(row => row.FirstByte == first))];

    // Behind those of the first byte, so that nothing within a file hides a program at its beginning.
    private static readonly Signature[] Elsewhere = Ordered(row => row.FirstByte is null);

    private static readonly FrozenSet<string> Types = All.Select(row => row.ContentType).ToFrozenSet(StringComparer.Ordinal);

    public static ContentTypeMatch? Find(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
            return null;

        return First(ByFirstByte[head[0]], head) ?? First(Elsewhere, head);
    }

    public static bool Knows(string contentType) => Types.Contains(contentType) || Containers.IsBuiltOnAny(contentType);

    private static ContentTypeMatch? First(Signature[] rows, ReadOnlySpan<byte> head)
    {
        foreach (var row in rows)
        {
            if (row.Matches(head))
                return row.Match;
        }

        return null;
    }

    private static Signature[] Ordered(Func<Signature, bool> belongs) => [.. All.Where(belongs).OrderByDescending(row => row.Weight)];
}
