using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Attachments.Crash.Load;
using Attachments.LoadTests.Fleet.Load;
using Attachments.LoadTests.Fleet.Measurements;

namespace Attachments.LoadTests.Fleet.Ledgers;

/// <summary>Asks hosts, and keeps the books: what was answered must be so, what was not answered may be so.</summary>
/// <remarks>One caller at a time per message.</remarks>
internal sealed class FleetLedger(AnswerJudge judge, Violations violations, Journal journal)
{
    private readonly ConcurrentQueue<MessageLedger> messages = new();

    public IReadOnlyList<MessageLedger> Messages => [.. messages];

    public async Task<MessageLedger?> CreateMessageAsync(FleetCaller caller)
    {
        var answer = await caller.CreateMessageAsync();
        if (judge.Judge(OperationKind.Draft, answer, answer.Status == 201) != OperationOutcome.Done)
            return null;

        var message = new MessageLedger(caller, answer["messageId"]!);
        messages.Enqueue(message);
        return message;
    }

    public async Task<OperationOutcome> UploadAsync(MessageLedger message, FleetContent content, CancellationToken cancellationToken = default) =>
        Enter(message, content, await message.Owner.UploadAsync(message.Id, content, cancellationToken));

    /// <summary>Uploads the same bytes to the same message twice at once, through two hosts where there are two.</summary>
    public async Task<OperationOutcome> UploadTwiceAsync(MessageLedger message, FleetContent content)
    {
        var answers = await Task.WhenAll(
            message.Owner.UploadAsync(message.Id, content, CancellationToken.None), message.Owner.UploadAsync(message.Id, content, CancellationToken.None));
        return answers.Select(answer => Enter(message, content, answer)).Last();
    }

    public async Task<OperationOutcome> UploadAfterSendAsync(MessageLedger message, FleetContent content)
    {
        var answer = await message.Owner.UploadAsync(message.Id, content, CancellationToken.None);
        return judge.Judge(OperationKind.UploadAfterSend, answer, answer is { Status: 400, Code: "message_not_draft", IsProblem: true });
    }

    public async Task<OperationOutcome> ListAsync(MessageLedger message)
    {
        var answer = await message.Owner.ListAsync(message.Id);
        var outcome = judge.Judge(OperationKind.List, answer, answer.Status == 200);
        if (outcome == OperationOutcome.Done)
            ListCheck.Compare(message, answer, violations);

        return outcome;
    }

    public async Task<OperationOutcome> DownloadAsync(MessageLedger message, LedgerEntry entry, RangeItemHeaderValue? range)
    {
        var answer = await message.Owner.DownloadAsync(entry.Id!, entry.Content, range);
        var isGone = answer is { Status: 404, Code: "attachment_not_found" } && entry.Presence == Presence.Unknown;
        var outcome = judge.Judge(OperationKind.Download, answer, answer.Status is 200 or 206 || isGone, answer.Bytes);
        if (answer.WrongBytes is { } wrong)
            violations.Add($"The download of {entry.Id} gave {wrong}: {answer}");

        return outcome;
    }

    public async Task<OperationOutcome> DeleteAsync(MessageLedger message, LedgerEntry entry)
    {
        var answer = await message.Owner.DeleteAsync(entry.Id!);
        var isGone = answer is { Status: 404, Code: "attachment_not_found" } && entry.Presence == Presence.Unknown;
        var outcome = judge.Judge(OperationKind.Delete, answer, answer.Status == 200 || isGone);
        if (outcome == OperationOutcome.NoHost)
            return outcome;

        message.Set(outcome == OperationOutcome.Done ? entry.Gone() : entry.AfterDoubtfulDelete());
        message.IsInDoubt |= outcome == OperationOutcome.Broken;
        if (outcome == OperationOutcome.Done)
        {
            message.DeletedIds.Add(entry.Id!);
            journal.Write("delete", message, entry);
        }

        return outcome;
    }

    public async Task<OperationOutcome> SendAsync(MessageLedger message)
    {
        var answer = await message.Owner.SendMessageAsync(message.Id);
        var isSent = answer.Status == 200 || (answer is { Status: 409, Code: "already_sent" } && message.State == MessageState.Sending);
        var outcome = judge.Judge(OperationKind.Send, answer, isSent);
        if (outcome == OperationOutcome.Done)
        {
            message.State = MessageState.Sent;
            journal.Write("send", message);
        }
        else if (outcome is not (OperationOutcome.NoHost or OperationOutcome.ScanPending))
        {
            message.State = MessageState.Sending;
        }

        return outcome;
    }

    public async Task<OperationOutcome> DeleteMessageAsync(MessageLedger message)
    {
        var answer = await message.Owner.DeleteMessageAsync(message.Id);
        var isGone = answer is { Status: 404, Code: "message_not_found" } && message.State == MessageState.Deleting;
        var outcome = judge.Judge(OperationKind.DeleteMessage, answer, answer.Status == 200 || isGone);
        if (outcome != OperationOutcome.NoHost)
            message.State = outcome == OperationOutcome.Done ? MessageState.Deleted : MessageState.Deleting;
        if (outcome == OperationOutcome.Done)
            journal.Write("delete-message", message);

        return outcome;
    }

    private OperationOutcome Enter(MessageLedger message, FleetContent content, FleetAnswer answer)
    {
        var before = message[content];
        var outcome = judge.Judge(OperationKind.Upload, answer, answer.Status == 201, content.Length);
        if (outcome == OperationOutcome.Done)
        {
            var now = new LedgerEntry(content, Presence.Present, answer["id"]);
            message.Set(now);
            journal.Write("upload", message, now);
            if (answer["contentHash"] != content.Digest)
                violations.Add($"An upload to {message.Id} was acknowledged with another hash: {answer}");
            if (before.Presence == Presence.Present && before.Id != now.Id)
                violations.Add($"{message.Id} had {before.Id}, and an upload of the same bytes was acknowledged as {now.Id}");
        }
        else if (outcome != OperationOutcome.NoHost)
        {
            message.Set(before.AfterDoubtfulUpload());

            // What was not answered may still be under way.
            message.IsInDoubt |= outcome is OperationOutcome.Broken or OperationOutcome.Cancelled;
        }

        return outcome;
    }
}
