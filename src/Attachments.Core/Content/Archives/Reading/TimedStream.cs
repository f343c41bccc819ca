namespace Attachments.Content.Archives.Reading;

/// <summary>Holds the time limit against whoever reads an archive, also where nothing comes out of it that could be counted.</summary>
internal sealed class TimedStream(Stream stream, ArchiveBudget budget) : ReadOnlyStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        budget.CheckTime();
        return stream.ReadAsync(buffer, cancellationToken);
    }
}
