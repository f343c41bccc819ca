using Attachments.Storage;

namespace Attachments.Consistency;

/// <summary>Looks for stagings that nobody writes to any more.</summary>
internal sealed class AbandonedStagings(IBlobStore store, IBlobInventory inventory, CheckRun run)
{
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var seen = 0;
        var abandoned = new List<StoredStaging>();
        await foreach (var staging in inventory.ListStagingsAsync(cancellationToken).ConfigureAwait(false))
        {
            seen++;
            if (staging.UntouchedFor >= run.Check.StagingGrace)
                abandoned.Add(staging);
        }

        var left = abandoned.Count > 0 && run.Check.Repair ? await DropAsync(cancellationToken).ConfigureAwait(false) : null;
        foreach (var staging in abandoned)
        {
            var finding = new ConsistencyFinding(ConsistencyFindingKind.AbandonedStaging)
            {
                Key = staging.Key,
                Name = staging.Name,
                IsRepaired = left?.Contains(staging.Name) == false,
            };
            await run.FoundAsync(finding, cancellationToken).ConfigureAwait(false);
        }

        await run.ReachAsync("", stagings: seen, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    // The store decides what it can drop; what is still there afterwards a live writer holds.
    private async ValueTask<HashSet<string>> DropAsync(CancellationToken cancellationToken)
    {
        await store.DropStagingsAsync(run.Check.StagingGrace, cancellationToken).ConfigureAwait(false);

        var left = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var staging in inventory.ListStagingsAsync(cancellationToken).ConfigureAwait(false))
            left.Add(staging.Name);

        return left;
    }
}
