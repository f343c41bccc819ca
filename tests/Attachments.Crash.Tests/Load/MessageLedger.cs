using System.Collections.Concurrent;

namespace Attachments.Crash.Load;

/// <summary>What must be seen of one message.</summary>
internal sealed class MessageLedger(string id)
{
    private readonly ConcurrentDictionary<string, LedgerEntry> entries = new(StringComparer.Ordinal);

    public string Id => id;

    /// <summary>Gets or sets whether deleting the message was asked for: it may take no more uploads.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Gets or sets whether an unanswered request may still be at work on it.</summary>
    public bool IsInDoubt { get; set; }

    /// <summary>Gets or sets whether something was asked for since the last check.</summary>
    public bool IsTouched { get; set; }

    public bool IsUsable => !IsDeleted && !IsInDoubt;

    public LedgerEntry this[string digest]
    {
        get => entries.GetValueOrDefault(digest, LedgerEntry.Absent);
        set
        {
            IsTouched = true;
            entries[digest] = value;
        }
    }

    public IReadOnlyList<KeyValuePair<string, LedgerEntry>> Entries => [.. entries];
}
