using System.Buffers;

namespace Attachments.Benchmarks.Multipart;

/// <summary>Bytes cut into segments of one size.</summary>
internal sealed class FormSegment : ReadOnlySequenceSegment<byte>
{
    private FormSegment(ReadOnlyMemory<byte> memory, long runningIndex)
    {
        Memory = memory;
        RunningIndex = runningIndex;
    }

    public static ReadOnlySequence<byte> Split(ReadOnlyMemory<byte> bytes, int size)
    {
        var first = new FormSegment(bytes[..Math.Min(size, bytes.Length)], 0);
        var last = first;
        for (var at = last.Memory.Length; at < bytes.Length; at += last.Memory.Length)
        {
            var next = new FormSegment(bytes.Slice(at, Math.Min(size, bytes.Length - at)), at);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
