using System.Collections.Concurrent;
using Attachments.Crash.Hosts;

namespace Attachments.Crash.Load;

/// <summary>Asks hosts for uploads and deletes, and keeps the books: what was answered must be so, what was not answered may be so.</summary>
/// <remarks>One caller at a time per message; what several callers see of one message cannot be told from their answers alone.</remarks>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, MessageLedger> messages = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> violations = new();
    private int uploads;

    /// <summary>Gets or sets whether a host may say that it cannot serve now.</summary>
    public bool MayBeUnavailable { get; init; }

    /// <summary>Gets or sets whether a 503 to an upload means that nothing came of it. It does not where the database's answer may be lost.</summary>
    public bool UnavailableLeavesNothing { get; init; }

    public IReadOnlyCollection<string> Violations => violations;

    public IReadOnlyList<string> Messages => [.. messages.Keys];

    /// <summary>How many uploads were acknowledged.</summary>
    public int Uploads => Volatile.Read(ref uploads);

    public MessageLedger this[string message] => messages.GetOrAdd(message, id => new MessageLedger(id));

    public async Task<Answer> UploadAsync(HostClient host, string message, byte[] content, CancellationToken cancellationToken = default)
    {
        var ledger = this[message];
        var digest = Contents.Digest(content);
        var before = ledger[digest];
        var answer = await host.UploadAsync(message, content, cancellationToken);

        ledger[digest] = answer.Status switch
        {
            201 => Acknowledge(message, digest, before, answer),
            503 when MayBeUnavailable && UnavailableLeavesNothing => before,
            503 when MayBeUnavailable => Doubt(before),
            0 => Doubt(before),
            _ => Violate(before, $"An upload to {message} answered {answer}"),
        };

        // What was not answered may still be under way.
        ledger.IsInDoubt |= answer.IsLost;
        return answer;
    }

    /// <summary>Enters the answer to an upload that ran beside another one of the same bytes to the same message, once both have ended.</summary>
    public void AcknowledgeTwin(string message, string digest, Answer answer)
    {
        var ledger = this[message];
        if (answer.Status == 201)
            ledger[digest] = Acknowledge(message, digest, ledger[digest], answer);
        else if (answer.IsLost || (answer.Status == 503 && MayBeUnavailable && !UnavailableLeavesNothing))
            ledger[digest] = Doubt(ledger[digest]);
        else if (answer.Status != 503 || !MayBeUnavailable)
            Violate(ledger[digest], $"An upload to {message} answered {answer}");

        ledger.IsInDoubt |= answer.IsLost;
    }

    public async Task<Answer> DeleteAsync(HostClient host, string message, string digest)
    {
        var ledger = this[message];
        var before = ledger[digest];
        var answer = await host.DeleteAsync(before.Id ?? throw new InvalidOperationException("Nobody knows its id."));

        ledger[digest] = answer.Status switch
        {
            200 => LedgerEntry.Absent,
            404 when before.Presence == Presence.Present => Violate(LedgerEntry.Absent, $"The attachment {before.Id} of {message} was acknowledged and is not there to delete"),
            404 => LedgerEntry.Absent,
            503 when MayBeUnavailable => before with { Presence = Presence.Unknown },
            0 => before with { Presence = Presence.Unknown },
            _ => Violate(before, $"Deleting {before.Id} answered {answer}"),
        };
        ledger.IsInDoubt |= answer.IsLost;
        return answer;
    }

    public async Task<Answer> DeleteMessageAsync(HostClient host, string message)
    {
        var ledger = this[message];
        ledger.IsDeleted = true;
        var answer = await host.DeleteMessageAsync(message);
        foreach (var (digest, entry) in ledger.Entries)
            ledger[digest] = answer.Status == 200 ? LedgerEntry.Absent : entry with { Presence = entry.Presence == Presence.Absent ? Presence.Absent : Presence.Unknown };

        return answer;
    }

    /// <summary>Compares the books with what a host shows: every attachment that must be there is, byte for byte, and none that must not.</summary>
    /// <remarks>To be called when nothing is under way. What was unknown is known afterwards.</remarks>
    public async Task CheckAsync(HostClient host)
    {
        foreach (var message in messages.Values)
            await CheckAsync(host, message);
    }

    /// <summary>The same, for the messages that something was asked for since they were last checked.</summary>
    public async Task CheckTouchedAsync(HostClient host)
    {
        foreach (var message in messages.Values.Where(message => message.IsTouched))
            await CheckAsync(host, message);
    }

    private async Task CheckAsync(HostClient host, MessageLedger message)
    {
        var (items, answer) = await host.ListAsync(message.Id);
        if (items is null)
        {
            violations.Enqueue($"The list of {message.Id} answered {answer}");
            return;
        }

        foreach (var twins in items.CountBy(item => item.ContentHash).Where(twins => twins.Value > 1))
            violations.Enqueue($"{message.Id} has {twins.Value} attachments of the content {twins.Key}");

        foreach (var item in items)
        {
            var entry = message[item.ContentHash];
            if (entry.Presence == Presence.Absent)
                violations.Enqueue($"{message.Id} shows {item.Id}, whose delete was answered or whose upload was refused");
            else if (entry.Presence == Presence.Present && entry.Id != item.Id)
                violations.Enqueue($"{message.Id} shows {item.Id} in place of {entry.Id}");

            var bytes = await host.DownloadAsync(item.Id);
            if (bytes.Status != 200 || Contents.Digest(bytes.Body) != item.ContentHash)
                violations.Enqueue($"{message.Id} shows {item.Id}, and its download answered {(bytes.Status == 200 ? "other bytes" : bytes)}");
        }

        foreach (var (digest, entry) in message.Entries)
        {
            var item = items.FirstOrDefault(item => item.ContentHash == digest);
            if (item is null && entry.Presence == Presence.Present)
                violations.Enqueue($"{message.Id} has lost {entry.Id}");

            message[digest] = item is null ? LedgerEntry.Absent : new LedgerEntry(Presence.Present, item.Id);
        }

        message.IsInDoubt = false;
        message.IsTouched = false;
    }

    private LedgerEntry Acknowledge(string message, string digest, LedgerEntry before, Answer answer)
    {
        Interlocked.Increment(ref uploads);
        var now = new LedgerEntry(Presence.Present, answer["id"]);
        if (answer["contentHash"] != digest)
            return Violate(now, $"An upload to {message} was acknowledged with another hash: {answer}");

        if (before.Presence == Presence.Present && before.Id != now.Id)
            return Violate(now, $"{message} had {before.Id}, and an upload of the same bytes was acknowledged as {now.Id}");

        return now;
    }

    // Who once had an acknowledged attachment still has it; of all else nothing is known, not even the id.
    private static LedgerEntry Doubt(LedgerEntry before) => before.Presence == Presence.Present ? before : LedgerEntry.Unknown;

    private LedgerEntry Violate(LedgerEntry entry, string violation)
    {
        violations.Enqueue(violation);
        return entry;
    }
}
