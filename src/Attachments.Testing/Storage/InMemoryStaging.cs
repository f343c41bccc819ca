using System.Buffers;

namespace Attachments.Testing.Storage;

internal sealed class InMemoryStaging(DateTimeOffset now)
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public DateTimeOffset TouchedAt { get; private set; } = now;

    public bool IsAbandoned { get; set; }

    public void Append(ReadOnlySpan<byte> more, DateTimeOffset at)
    {
        bytes.Write(more);
        TouchedAt = at;
    }

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();
}
