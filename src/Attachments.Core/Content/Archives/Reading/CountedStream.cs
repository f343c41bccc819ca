namespace Attachments.Content.Archives.Reading;

/// <summary>Counts what an entry expands to, and holds the limits against it.</summary>
internal sealed class CountedStream(Stream stream, ArchiveBudget budget) : ReadOnlyStream
{
    // So that the limits are asked often enough, however large the pieces are that are read.
    private const int LargestPiece = 65_536;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await stream.ReadAsync(buffer[..Math.Min(buffer.Length, LargestPiece)], cancellationToken).ConfigureAwait(false);
        budget.CountExpanded(read);
        return read;
    }
}
