namespace Attachments.Content.Archives.Zip;

/// <summary>Looks for the record by which readers find a ZIP from behind, in bytes that come in pieces.</summary>
internal sealed class ZipEndSearch
{
    private const int Overlap = ZipRecord.EndLength - 1;

    private static readonly ZipFormat Format = new();

    // The end may stand across pieces. A signature counts once there is room for a whole end behind it: one in the end's own comment must not take its place.
    private readonly byte[] seam = new byte[2 * Overlap];
    private readonly byte[] beginning = new byte[8];
    private int beginningLength;
    private int seamLength;
    private long length;
    private long last = -1;

    /// <summary>Gets whether what was seen so far ends as a ZIP: with an end that is whole, where readers look for one.</summary>
    public bool HasEnd => last >= 0 && length - last <= 2 * HiddenZip.LongestEnd;

    /// <summary>Gets whether it begins as one too, and was looked into as such.</summary>
    public bool IsZip => Format.Recognises(beginning.AsSpan(0, beginningLength));

    /// <summary>Gets whether it begins as a compound file (MS-CFB 2.2), as Office documents of the older and the encrypted kind do.</summary>
    public bool IsCompound => beginning.AsSpan(0, beginningLength).SequenceEqual(CompoundMark);

    private static ReadOnlySpan<byte> CompoundMark => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Looks at the next bytes.</summary>
    public void Look(ReadOnlySpan<byte> piece)
    {
        if (beginningLength < beginning.Length)
            KeepBeginning(piece);

        var begin = piece[..Math.Min(piece.Length, Overlap)];
        begin.CopyTo(seam.AsSpan(seamLength));
        Find(seam.AsSpan(0, seamLength + begin.Length), length - seamLength);
        Find(piece, length);
        length += piece.Length;

        var rest = piece.Length >= Overlap ? piece : seam.AsSpan(0, seamLength + begin.Length);
        seamLength = Math.Min(rest.Length, Overlap);
        rest[^seamLength..].CopyTo(seam);
    }

    private void KeepBeginning(ReadOnlySpan<byte> piece)
    {
        var taken = piece[..Math.Min(piece.Length, beginning.Length - beginningLength)];
        taken.CopyTo(beginning.AsSpan(beginningLength));
        beginningLength += taken.Length;
    }

    private void Find(ReadOnlySpan<byte> bytes, long at)
    {
        // From the front: .NET searches backwards half as fast, and hardly any file has one.
        bytes = bytes[..Math.Max(0, bytes.Length - (ZipRecord.EndLength - ZipRecord.SignatureLength))];
        while (bytes.IndexOf(ZipRecord.EndMark) is var found and >= 0)
        {
            last = Math.Max(last, at + found);
            at += found + ZipRecord.SignatureLength;
            bytes = bytes[(found + ZipRecord.SignatureLength)..];
        }
    }
}
