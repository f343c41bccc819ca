using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives.Zip;

/// <summary>
/// Looks at all that is read of a file for the record by which readers find a ZIP from behind. Whoever reads from the front, and does not get there, has to
/// know whether it is there.
/// </summary>
internal sealed class ZipEndWatch(Stream stream) : ReadOnlyStream
{
    private readonly ZipEndSearch search = new();

    /// <summary>Gets whether what was read so far ends as a ZIP.</summary>
    public bool HasEnd => search.HasEnd;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        search.Look(buffer.Span[..read]);
        return read;
    }
}
