using Attachments.Crash.Load;
using Attachments.LoadTests.Fleet.Hosts;
using Attachments.LoadTests.Fleet.Ledgers;
using Attachments.LoadTests.Fleet.Load;

namespace Attachments.LoadTests.Fleet.Checks;

/// <summary>When nothing is under way any more: everything that was acknowledged is so, at every host.</summary>
internal sealed class LedgerCheck(FleetLedger ledger, FleetContent content, Violations violations)
{
    private const int AtOnce = 4;

    private int downloads;

    /// <returns>How many attachments were downloaded whole and compared.</returns>
    public async Task<int> RunAsync(IReadOnlyList<FleetHost> hosts)
    {
        // One host after the other: what was in doubt is known after the first, and the second must say the same.
        foreach (var host in hosts)
        {
            await Parallel.ForEachAsync(
                ledger.Messages, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (message, _) => await CheckAsync(message, message.Owner.At(host)));
        }

        return downloads;
    }

    private async Task CheckAsync(MessageLedger message, FleetCaller caller)
    {
        if (message.State == MessageState.Sending)
            await FinishSendingAsync(message, caller);

        var list = await caller.ListAsync(message.Id);
        if (list is { Status: 404, Code: "message_not_found" } && message.State is MessageState.Deleting or MessageState.Deleted)
        {
            message.State = MessageState.Deleted;
            return;
        }

        if (list.Status != 200 || message.State == MessageState.Deleted)
        {
            violations.Add($"In the end the list of {message.Id}, which is {message.State}, answered {list}");
            return;
        }

        ListCheck.Compare(message, list, violations);
        await ReadAllAsync(message, caller, ListCheck.Read(list));
        await AssertGoneAsync(message, caller);
        if (message.State == MessageState.Sent)
            await AssertClosedAsync(message, caller);
    }

    private async Task FinishSendingAsync(MessageLedger message, FleetCaller caller)
    {
        var answer = await caller.SendMessageAsync(message.Id);
        if (answer is { Status: 200 } or { Status: 409, Code: "already_sent" })
            message.State = MessageState.Sent;
        else
            violations.Add($"In the end sending {message.Id} answered {answer}");
    }

    private async Task ReadAllAsync(MessageLedger message, FleetCaller caller, IReadOnlyList<ListedItem> items)
    {
        foreach (var item in items)
        {
            if (message.Find(item.Digest) is not { } entry)
                continue;

            message.Set(entry with { Presence = Presence.Present, Id = item.Id });
            var answer = await caller.DownloadAsync(item.Id, entry.Content, range: null);
            Interlocked.Increment(ref downloads);
            if (answer.Status != 200 || answer.Loss != Loss.None || answer.WrongBytes is not null)
                violations.Add($"In the end the download of {item.Id} answered {answer} {answer.WrongBytes}");
        }

        foreach (var entry in message.Entries.Where(entry => entry.Presence == Presence.Unknown && items.All(item => item.Digest != entry.Content.Digest)).ToList())
            message.Set(entry.Gone());
    }

    private async Task AssertGoneAsync(MessageLedger message, FleetCaller caller)
    {
        foreach (var id in message.DeletedIds)
        {
            var answer = await caller.GetMetadataAsync(id);
            if (answer is not { Status: 404, Code: "attachment_not_found" })
                violations.Add($"In the end {id}, whose delete was acknowledged, answered {answer}");
        }
    }

    private async Task AssertClosedAsync(MessageLedger message, FleetCaller caller)
    {
        var answer = await caller.UploadAsync(message.Id, content, CancellationToken.None);
        if (answer is not { Status: 400, Code: "message_not_draft" })
            violations.Add($"In the end an upload to {message.Id}, which is sent, answered {answer}");
    }
}
