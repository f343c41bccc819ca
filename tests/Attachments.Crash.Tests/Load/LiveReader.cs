using System.Collections.Concurrent;
using Attachments.Crash.Hosts;

namespace Attachments.Crash.Load;

/// <summary>While others write: whatever a list shows can be downloaded with the right bytes, unless it was deleted meanwhile.</summary>
internal sealed class LiveReader(HostPool hosts, Ledger ledger, int seed)
{
    private readonly Random random = new(seed);
    private readonly ConcurrentQueue<string> violations = new();

    public IReadOnlyCollection<string> Violations => violations;

    public int Downloads { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var messages = ledger.Messages;
            if (messages.Count == 0 || !await ReadAsync(messages[random.Next(messages.Count)]))
                await Task.Delay(5, CancellationToken.None);
        }
    }

    private async Task<bool> ReadAsync(string message)
    {
        var (items, _) = await hosts.Pick(random).ListAsync(message);
        foreach (var item in items ?? [])
            await DownloadAsync(item);

        return items is { Count: > 0 };
    }

    private async Task DownloadAsync(ListedAttachment item)
    {
        var answer = await hosts.Pick(random).DownloadAsync(item.Id);
        if (answer.IsLost || (answer.Status == 503 && ledger.MayBeUnavailable))
            return;

        if (answer.Status == 200)
        {
            Downloads++;
            if (Contents.Digest(answer.Body) != item.ContentHash)
                violations.Enqueue($"{item.Id} was downloaded with other bytes");
        }
        else if (answer.Status != 404 || answer["code"] != "attachment_not_found")
        {
            violations.Enqueue($"{item.Id} was listed, and its download answered {answer}");
        }
        else if ((await hosts.Pick(random).GetMetadataAsync(item.Id)).Status is not (404 or 503 or 0) and var status)
        {
            violations.Enqueue($"{item.Id} could not be found for its download, and its metadata answered {status}");
        }
    }
}
