using Attachments.Crash.Load;
using Attachments.LoadTests.Fleet.Load;

namespace Attachments.LoadTests.Fleet.Ledgers;

/// <summary>What must be seen of one message. One client asks at a time, so that answers alone tell what is so.</summary>
internal sealed class MessageLedger(FleetCaller owner, string id)
{
    private readonly Dictionary<string, LedgerEntry> entries = new(StringComparer.Ordinal);

    /// <summary>Whose it is.</summary>
    public FleetCaller Owner => owner;

    public string Id => id;

    public MessageState State { get; set; }

    /// <summary>Gets or sets whether an unanswered request may still be at work on it: what is asked next may be overtaken.</summary>
    public bool IsInDoubt { get; set; }

    /// <summary>Gets the ids of attachments whose delete was acknowledged.</summary>
    public ICollection<string> DeletedIds { get; } = [];

    public IReadOnlyCollection<LedgerEntry> Entries => entries.Values;

    public LedgerEntry this[FleetContent content] => entries.GetValueOrDefault(content.Digest) ?? new LedgerEntry(content, Presence.Absent, null);

    public LedgerEntry? Find(string digest) => entries.GetValueOrDefault(digest);

    public void Set(LedgerEntry entry) => entries[entry.Content.Digest] = entry;
}
