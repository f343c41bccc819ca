using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;

namespace Attachments.Testing.Persistence;

/// <summary>Keeps in memory which messages are closed.</summary>
/// <param name="database">The rows.</param>
public sealed class InMemorySealRepository(InMemoryAttachmentDatabase database) : ISealRepository
{
    /// <inheritdoc/>
    public ValueTask<SealOutcome> SealAsync(TenantId tenant, MessageId message, SealRules rules, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var verdicts = database.Of(tenant, message).Select(attachment => database.WithVerdict(attachment).ScanStatus).ToList();
            var present = database.SealOf(tenant, message);
            if (present != MessageSeal.None)
                return new(new SealOutcome(present, verdicts.Count, null));

            if (Worst(verdicts, rules) is { } refused)
                return new(new SealOutcome(MessageSeal.None, verdicts.Count, refused));

            database.Seals[(tenant, message)] = new InMemorySeal(MessageSeal.Sealed, database.Now);
            return new(new SealOutcome(MessageSeal.Sealed, verdicts.Count, null));
        }
    }

    /// <inheritdoc/>
    public ValueTask ReopenAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            if (database.SealOf(tenant, message) == MessageSeal.Sealed)
                database.Seals.Remove((tenant, message));
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask MarkDeletedAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        lock (database.Gate)
            database.Seals[(tenant, message)] = new InMemorySeal(MessageSeal.Deleted, database.Now);

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<int> ForgetDeletedAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var cutoff = database.Now - olderThan;
            var old = database.Seals
                .Where(pair => pair.Value.State == MessageSeal.Deleted && pair.Value.At <= cutoff)
                .OrderBy(pair => pair.Value.At)
                .Take(limit)
                .Select(pair => pair.Key)
                .ToList();
            return new(old.Count(database.Seals.Remove));
        }
    }

    private static ScanStatus? Worst(List<ScanStatus> verdicts, SealRules rules)
    {
        if (verdicts.Contains(ScanStatus.Infected))
            return ScanStatus.Infected;

        if (rules.RefuseUnscannable && verdicts.Contains(ScanStatus.Unscannable))
            return ScanStatus.Unscannable;

        return rules.RefusePending && verdicts.Contains(ScanStatus.Pending) ? ScanStatus.Pending : null;
    }
}
