using Attachments.Crash.Deployments;
using Attachments.Crash.Load;

namespace Attachments.Crash.Scans;

/// <summary>Clients that run until they are stopped, and wait with their uploads while too much waits to be scanned.</summary>
internal sealed class ScanLoad : IAsyncDisposable
{
    private const int Clients = 6;
    private const int Backlog = 60;

    private readonly CancellationTokenSource stop = new();
    private readonly Database database;
    private readonly Task running;
    private volatile bool isBacklogFull;

    private ScanLoad(HostPool hosts, ScanLedger ledger, Database database, int seed)
    {
        this.database = database;
        var shared = new SharedContents();
        running = Task.WhenAll([
            Task.Run(WatchBacklogAsync),
            .. Enumerable.Range(0, Clients).Select(n => Task.Run(() => new ScanLoadClient(n, hosts, ledger, shared, seed + n).RunAsync(() => isBacklogFull, stop.Token)))]);
    }

    public static ScanLoad Start(HostPool hosts, ScanLedger ledger, Database database, int seed) => new(hosts, ledger, database, seed);

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    private async Task WatchBacklogAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            isBacklogFull = await database.CountPendingAsync() > Backlog;
            await Task.Delay(100, CancellationToken.None);
        }
    }
}
