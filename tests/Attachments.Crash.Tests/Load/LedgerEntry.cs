namespace Attachments.Crash.Load;

/// <summary>What must be seen of one content in one message.</summary>
/// <param name="Presence">Whether it is there.</param>
/// <param name="Id">The attachment's id, where an answer told it.</param>
internal sealed record LedgerEntry(Presence Presence, string? Id)
{
    public static readonly LedgerEntry Absent = new(Presence.Absent, null);

    public static readonly LedgerEntry Unknown = new(Presence.Unknown, null);
}
