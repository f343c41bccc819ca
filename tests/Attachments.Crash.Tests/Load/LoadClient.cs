using Attachments.Crash.Hosts;

namespace Attachments.Crash.Load;

/// <summary>Uploads and deletes at random, in messages of its own, contents that all clients share.</summary>
internal sealed class LoadClient(string name, HostPool hosts, Ledger ledger, int seed)
{
    // Few, so that most uploads meet an upload, a delete or a sweep of the same bytes.
    private const int ContentCount = 10;

    private static readonly byte[][] SharedContents = [.. Enumerable.Range(0, ContentCount).Select(number => Contents.Make(number))];
    private static readonly string[] Digests = [.. SharedContents.Select(Contents.Digest)];

    private readonly Random random = new(seed);
    private readonly string[] messages = [$"{name}-0", $"{name}-1"];
    private int made = 1;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            // Whoever is down refuses at once: leave the processor to the hosts that start.
            if (!hosts.IsAnyAlive || await ActAsync(PickMessage()) is null or { IsLost: true })
                await Task.Delay(5, CancellationToken.None);
        }
    }

    private string PickMessage()
    {
        var slot = random.Next(messages.Length);
        if (!ledger[messages[slot]].IsUsable)
            messages[slot] = $"{name}-{++made}";

        return messages[slot];
    }

    private async Task<Answer?> ActAsync(string message)
    {
        // As many deletes as uploads keep the messages nearly empty: bytes lose their last reference all the time.
        var content = random.Next(ContentCount);
        switch (random.Next(100))
        {
            case < 45:
                return await ledger.UploadAsync(hosts.Pick(random), message, SharedContents[content]);
            case < 50:
                return await CancelAnUploadAsync(message, content);
            case < 55:
                return await UploadTwiceAtOnceAsync(message, content);
            case < 98:
                return await DeleteAsync(message);
            default:
                return await ledger.DeleteMessageAsync(hosts.Pick(random), message);
        }
    }

    private async Task<Answer> CancelAnUploadAsync(string message, int content)
    {
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(8)));
        return await ledger.UploadAsync(hosts.Pick(random), message, SharedContents[content], impatience.Token);
    }

    // Through two hosts where there are two. The ledger sees to it that both answers name the same attachment.
    private async Task<Answer> UploadTwiceAtOnceAsync(string message, int content)
    {
        var twin = hosts.Pick(random).UploadAsync(message, SharedContents[content]);
        var answer = await ledger.UploadAsync(hosts.Pick(random), message, SharedContents[content]);
        ledger.AcknowledgeTwin(message, Digests[content], await twin);
        return answer;
    }

    private async Task<Answer?> DeleteAsync(string message)
    {
        var deletable = ledger[message].Entries.Where(entry => entry.Value.Id is not null).Select(entry => entry.Key).ToList();
        return deletable.Count == 0 ? null : await ledger.DeleteAsync(hosts.Pick(random), message, deletable[random.Next(deletable.Count)]);
    }
}
