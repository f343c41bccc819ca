using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>Measures what was read of an entry's content.</summary>
internal sealed class MeasuredStream(Stream stream) : ReadOnlyStream
{
    private long read;

    public override long Length => read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        read += count;
        return count;
    }
}
