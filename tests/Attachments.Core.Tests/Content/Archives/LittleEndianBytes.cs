namespace Attachments.Content.Archives;

/// <summary>Bytes that are written number by number.</summary>
internal sealed class LittleEndianBytes
{
    private readonly List<byte> bytes = [];

    public long Length => bytes.Count;

    public void Write(ushort number) => bytes.AddRange(BitConverter.GetBytes(number));

    public void Write(uint number) => bytes.AddRange(BitConverter.GetBytes(number));

    public void Write(long number) => bytes.AddRange(BitConverter.GetBytes(number));

    public void Write(ulong number) => bytes.AddRange(BitConverter.GetBytes(number));

    public void Write(ReadOnlySpan<byte> raw) => bytes.AddRange(raw);

    public byte[] ToArray() => [.. bytes];
}
