using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives;

/// <summary>
/// One look into one upload. Archives are read as streams, from the outermost inwards, by code that waits for the upload's next block where it has read all
/// so far: no thread and no copy of the file stands between the two.
/// </summary>
internal sealed class ArchiveInspection : ContentInspection
{
    private readonly BlockStream blocks;
    private readonly ArchiveBudget budget;
    private readonly Task<Rejection?> reading;

    public ArchiveInspection(ArchiveRules rules, InspectedUpload upload)
    {
        blocks = new BlockStream(rules.Clock);
        budget = new ArchiveBudget(rules.Limits, blocks);
        reading = ReadAsync(new FileWalk(rules, budget), upload);
    }

    public override ValueTask<Rejection?> InspectAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (reading.IsCompleted)
            return new(reading);

        var shown = blocks.ShowAsync(bytes);
        return shown.IsCompletedSuccessfully ? Answer() : AnswerAsync(shown);
    }

    public override ValueTask<Rejection?> CompleteAsync(CancellationToken cancellationToken)
    {
        blocks.End();
        return new(reading);
    }

    public override async ValueTask DisposeAsync()
    {
        // An upload that broke off leaves the reader waiting: it is told, and gives its buffers back.
        blocks.Abort();
        await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Rejection?> ReadAsync(FileWalk walk, InspectedUpload upload)
    {
        try
        {
            await walk.ReadUploadAsync(blocks, upload, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception) when (budget.Refusal is not null)
        {
            // The refusal's own, or what a library made of it.
        }
        finally
        {
            blocks.Leave();
        }

        return budget.Refusal;
    }

    private ValueTask<Rejection?> Answer() => reading.IsCompleted ? new(reading) : default;

    private async ValueTask<Rejection?> AnswerAsync(ValueTask shown)
    {
        await shown.ConfigureAwait(false);
        return await Answer().ConfigureAwait(false);
    }
}
