using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;
using Attachments.Crash.Load;

namespace Attachments.Crash.Scans;

/// <summary>Uploads fresh contents and such that others have too, and downloads and deletes what it has uploaded.</summary>
internal sealed class ScanLoadClient(int number, HostPool hosts, ScanLedger ledger, SharedContents shared, int seed)
{
    private static readonly string[] Tenants = [HostClient.Tenant, "tenant-2"];

    private readonly Random random = new(seed);
    private readonly List<ScanEntry> own = [];
    private int made;

    public async Task RunAsync(Func<bool> isBacklogFull, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            // A pause after each step: the processor is for the scans, and for the hosts that start.
            await ActAsync(isBacklogFull());
            await Task.Delay(random.Next(5, 20), CancellationToken.None);
        }
    }

    private async Task ActAsync(bool isBacklogFull)
    {
        var host = hosts.PickHost(random);
        var action = random.Next(100);
        if (action < 70 && !isBacklogFull)
            await UploadAsync(host, action < 50 ? shared.Add(MakeFresh()) : shared.Pick(random));
        else if (own.Count > 0 && action < 85)
            await ledger.DownloadAsync(host, own[random.Next(own.Count)]);
        else if (own.Count > 0)
            await DeleteAsync(host, own[random.Next(own.Count)]);
    }

    private async Task UploadAsync(HostProcess host, ScanContent content)
    {
        // Few attachments for each message, and each content may come to several messages and both tenants.
        var entry = await ledger.UploadAsync(host, Tenants[random.Next(Tenants.Length)], $"client{number}-{made++ / 4}", content);
        if (entry is not null && !own.Contains(entry))
            own.Add(entry);
    }

    private async Task DeleteAsync(HostProcess host, ScanEntry entry)
    {
        await ledger.DeleteAsync(host, entry);
        if (entry.Presence != Presence.Present)
            own.Remove(entry);
    }

    private ScanContent MakeFresh()
    {
        var verdict = random.Next(10) switch { < 7 => BlobStatus.Safe, < 9 => BlobStatus.Infected, _ => BlobStatus.Unscannable };
        var length = random.Next(10) switch { < 6 => random.Next(100, 100_000), < 9 => random.Next(100_000, 1_000_000), _ => random.Next(1_000_000, 3_500_000) };
        return ScanContent.Make(verdict, random.Next(), length);
    }
}
