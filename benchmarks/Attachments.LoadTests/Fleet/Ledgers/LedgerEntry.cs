using Attachments.Crash.Load;
using Attachments.LoadTests.Fleet.Load;

namespace Attachments.LoadTests.Fleet.Ledgers;

/// <summary>What must be seen of one content in one message.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="Presence">Whether it is there.</param>
/// <param name="Id">The attachment's id, where an answer told it.</param>
internal sealed record LedgerEntry(FleetContent Content, Presence Presence, string? Id)
{
    // Who once had an acknowledged attachment still has it after an upload that was not answered; of all else nothing is known, not even the id.
    public LedgerEntry AfterDoubtfulUpload() => Presence == Presence.Present ? this : this with { Presence = Presence.Unknown, Id = null };

    public LedgerEntry AfterDoubtfulDelete() => Presence == Presence.Present ? this with { Presence = Presence.Unknown } : this;

    public LedgerEntry Gone() => this with { Presence = Presence.Absent, Id = null };
}
