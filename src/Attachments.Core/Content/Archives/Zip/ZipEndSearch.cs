namespace Attachments.Content.Archives.Zip;

/// <summary>Looks for the record by which readers find a ZIP from behind, in bytes that come in pieces.</summary>
internal sealed class ZipEndSearch
{
    private const int Overlap = ZipRecord.EndLength - 1;

    // The end may stand across pieces. A signature counts once there is room for a whole end behind it: one in the end's own comment must not take its place.
    private readonly byte[] seam = new byte[2 * Overlap];
    private int seamLength;
    private long length;
    private long last = -1;

    /// <summary>Gets whether what was seen so far ends as a ZIP: with an end that is whole, where readers look for one.</summary>
    public bool HasEnd => last >= 0 && length - last <= 2 * HiddenZip.LongestEnd;

    /// <summary>Looks at the next bytes.</summary>
    public void Look(ReadOnlySpan<byte> piece)
    {
        var begin = piece[..Math.Min(piece.Length, Overlap)];
        begin.CopyTo(seam.AsSpan(seamLength));
        Find(seam.AsSpan(0, seamLength + begin.Length), length - seamLength);
        Find(piece, length);
        length += piece.Length;

        var rest = piece.Length >= Overlap ? piece : seam.AsSpan(0, seamLength + begin.Length);
        seamLength = Math.Min(rest.Length, Overlap);
        rest[^seamLength..].CopyTo(seam);
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
