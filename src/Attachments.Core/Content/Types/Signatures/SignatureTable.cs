using System.Collections.Frozen;

namespace Attachments.Content.Types.Signatures;

/// <summary>All signatures, arranged for looking up by a file's first byte.</summary>
internal static class SignatureTable
{
    /// <summary>How many bytes the hungriest row looks at: a disc image has its mark in the 17th sector.</summary>
    public const int HeadLength = 32_768 + 8;

    /// <summary>The rows by family, in the order in which the documentation lists them.</summary>
    public static IReadOnlyList<(string Family, Signature[] Rows)> Families { get; } =
    [
        ("Programs", ExecutableSignatures.All),
        ("Scripts, shortcuts and what else runs", ScriptSignatures.All),
        ("Documents", [.. DocumentSignatures.All, .. OfficeSignatures.All]),
        ("Mail, calendars and cards", MailSignatures.All),
        ("Images", [.. ImageSignatures.All, .. IsoMediaSignatures.All.Where(static row => IsOf(row, "image/"))]),
        ("Sound", [.. AudioSignatures.All, .. IsoMediaSignatures.All.Where(static row => IsOf(row, "audio/"))]),
        ("Video", [.. VideoSignatures.All, .. IsoMediaSignatures.All.Where(static row => IsOf(row, "video/"))]),
        ("Archives, packages and disc images", ArchiveSignatures.All),
        ("Fonts", FontSignatures.All),
        ("Databases, captures, measurements, models and keys", DataSignatures.All),
    ];

    public static IReadOnlyList<Signature> All { get; } = [.. Families.SelectMany(static family => family.Rows)];

    private static readonly Signature[][] ByFirstByte = [.. Enumerable.Range(0, 256).Select(first => Ordered(row => row.FirstByte == first))];

    // Behind those of the first byte, so that nothing within a file hides a program at its beginning.
    private static readonly Signature[] Elsewhere = Ordered(row => row.FirstByte is null);

    private static readonly FrozenSet<string> Types = All.Where(row => !row.IsOptional).Select(row => row.ContentType).ToFrozenSet(StringComparer.Ordinal);

    public static ContentTypeMatch? Find(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
            return null;

        return First(ByFirstByte[head[0]], head) ?? First(Elsewhere, head);
    }

    public static bool Knows(string contentType) => Types.Contains(contentType) || Containers.IsBuiltOnAny(contentType);

    private static bool IsOf(Signature row, string beginning) => row.ContentType.StartsWith(beginning, StringComparison.Ordinal);

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
