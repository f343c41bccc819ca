using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>An entry's data whose length is known before it.</summary>
internal sealed class BoundedData(ForwardReader reader, long length) : ReadOnlyStream
{
    /// <summary>Gets how many bytes were not read.</summary>
    public long Rest { get; private set; } = length;

    /// <exception cref="EndOfStreamException">The archive ends within the data.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Rest == 0 || buffer.IsEmpty)
            return 0;

        var read = await reader.ReadAsync(buffer[..(int)Math.Min(buffer.Length, Rest)], cancellationToken).ConfigureAwait(false);
        if (read == 0)
            throw new EndOfStreamException();

        Rest -= read;
        return read;
    }
}
