using System.Net.Http.Headers;
using Attachments.Crash.Load;
using Attachments.LoadTests.Fleet.Ledgers;
using Attachments.LoadTests.Fleet.Measurements;

namespace Attachments.LoadTests.Fleet.Load;

/// <summary>A user at work: drafts, uploads, looks, deletes and sends, in messages of its own.</summary>
internal sealed class LoadClient(FleetCaller caller, FleetLedger ledger, ContentPool contents, int seed)
{
    private const int Drafts = 3;
    private const int EntriesPerDraft = 16;
    private const int RememberedSent = 4;
    private const int LongestThought = 160;

    // A 503 asks for more; but the run is to see what happens just when things come back.
    private const int Patience = 250;

    private readonly Random random = new(seed);
    private readonly List<MessageLedger> drafts = [];
    private readonly List<MessageLedger> sent = [];
    private readonly List<MessageLedger> unanswered = [];

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var isServed = await ActAsync() is not (OperationOutcome.Unavailable or OperationOutcome.NoHost);
            await Task.Delay(random.Next(LongestThought) + (isServed ? 0 : Patience), CancellationToken.None);
        }
    }

    private async Task<OperationOutcome?> ActAsync()
    {
        drafts.RemoveAll(draft => draft.State != MessageState.Draft || draft.IsInDoubt || draft.Entries.Count >= EntriesPerDraft);
        if (drafts.Count < Drafts)
            return await DraftAsync();

        var draft = drafts[random.Next(drafts.Count)];
        return random.Next(100) switch
        {
            < 32 => await ledger.UploadAsync(draft, await contents.PickAsync(random)),
            < 34 => await CancelAnUploadAsync(draft),
            < 38 => await ledger.UploadTwiceAsync(draft, await contents.PickAsync(random)),
            < 52 => await ledger.ListAsync(PickAny()),
            < 80 => await DownloadAsync(PickAny()),
            < 93 => await DeleteAsync(PickAny()),
            < 96 => await SendAsync(draft),
            < 98 when sent.Count > 0 => await ledger.UploadAfterSendAsync(sent[random.Next(sent.Count)], await contents.PickAsync(random)),
            < 98 => null,
            _ => await ledger.DeleteMessageAsync(draft),
        };
    }

    private async Task<OperationOutcome?> DraftAsync()
    {
        var made = await ledger.CreateMessageAsync(caller);
        if (made is null)
            return OperationOutcome.Unavailable;

        drafts.Add(made);
        return OperationOutcome.Done;
    }

    private MessageLedger PickAny()
    {
        var index = random.Next(drafts.Count + sent.Count);
        return index < drafts.Count ? drafts[index] : sent[index - drafts.Count];
    }

    private async Task<OperationOutcome> CancelAnUploadAsync(MessageLedger message)
    {
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 150)));
        return await ledger.UploadAsync(message, await contents.MakeLargeAsync(random), impatience.Token);
    }

    private async Task<OperationOutcome?> DownloadAsync(MessageLedger message)
    {
        if (PickKnown(message) is not { } entry)
            return null;

        var range = random.Next(2) == 0 ? null : PickRange(entry.Content.Length);
        return await ledger.DownloadAsync(message, entry, range);
    }

    private RangeItemHeaderValue PickRange(long length)
    {
        var from = random.NextInt64(length);
        return new RangeItemHeaderValue(from, from + random.NextInt64(length));
    }

    private async Task<OperationOutcome?> DeleteAsync(MessageLedger message) =>
        PickKnown(message) is { } entry ? await ledger.DeleteAsync(message, entry) : null;

    private async Task<OperationOutcome> SendAsync(MessageLedger message)
    {
        // Who was not answered asks again, as a user does.
        var asked = unanswered.FirstOrDefault() ?? message;
        unanswered.Remove(asked);
        var outcome = await ledger.SendAsync(asked);
        if (asked.State == MessageState.Sent)
            sent.Add(asked);
        else if (asked.State == MessageState.Sending)
            unanswered.Add(asked);
        if (sent.Count > RememberedSent)
            sent.RemoveAt(0);

        return outcome;
    }

    private LedgerEntry? PickKnown(MessageLedger message)
    {
        var known = message.Entries.Where(entry => entry.Id is not null && entry.Presence != Presence.Absent).ToList();
        return known.Count == 0 ? null : known[random.Next(known.Count)];
    }
}
