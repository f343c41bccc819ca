namespace Attachments.Scanning.ClamAV.Probing;

/// <summary>A file to probe with: bytes, zeros, bytes.</summary>
/// <param name="Head">The first bytes.</param>
/// <param name="Padding">How many zeros follow.</param>
/// <param name="Tail">The last bytes.</param>
internal sealed record ProbeFile(ReadOnlyMemory<byte> Head, long Padding, ReadOnlyMemory<byte> Tail)
{
    private static readonly byte[] Zeros = new byte[64 * 1024];

    public ProbeFile(ReadOnlyMemory<byte> bytes)
        : this(bytes, 0, default)
    {
    }

    public long Length => Head.Length + Padding + Tail.Length;

    public IEnumerable<ReadOnlyMemory<byte>> Blocks()
    {
        yield return Head;

        for (var rest = Padding; rest > 0; rest -= Zeros.Length)
            yield return Zeros.AsMemory(0, (int)Math.Min(rest, Zeros.Length));

        yield return Tail;
    }
}
