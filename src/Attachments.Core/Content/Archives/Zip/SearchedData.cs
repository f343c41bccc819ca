using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>Data that does not say where it ends, stored or encrypted: up to a descriptor whose length of the data is right.</summary>
internal sealed class SearchedData(ForwardReader reader, bool isStored) : ReadOnlyStream
{
    private readonly long start = reader.Position;

    /// <summary>Gets the descriptor, once the data was read to its end.</summary>
    public ZipDescriptor? Found { get; private set; }

    /// <exception cref="EndOfStreamException">The archive ends within the data.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Found is not null || buffer.IsEmpty)
            return 0;

        await reader.NeedAsync(ZipDescriptor.LookAhead, cancellationToken).ConfigureAwait(false);
        var count = Math.Min(buffer.Length, DataIn(reader.Buffered.Span));
        reader.Buffered[..count].CopyTo(buffer);
        reader.Take(count);
        return count;
    }

    // How many of the bytes at hand are surely data. The last ones may be the beginning of a descriptor.
    private int DataIn(ReadOnlySpan<byte> bytes)
    {
        var sure = bytes.Length - (ZipDescriptor.LookAhead - 1);

        for (var at = 0; at < sure; at++)
        {
            var next = bytes[at..sure].IndexOf((byte)'P');
            if (next < 0)
                return sure;

            at += next;
            var length = reader.Position + at - start;
            if (ZipDescriptor.Find(bytes[at..], length, isStored ? length : null, demandsSignature: true) is not { } found)
                continue;

            if (at == 0)
                Found = found;

            return at;
        }

        return sure;
    }
}
