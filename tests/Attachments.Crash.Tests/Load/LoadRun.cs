namespace Attachments.Crash.Load;

/// <summary>Clients and readers that run until they are stopped.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<LiveReader> readers;
    private readonly Task running;

    private LoadRun(List<LoadClient> clients, List<LiveReader> readers)
    {
        this.readers = readers;
        running = Task.WhenAll([.. clients.Select(client => Task.Run(() => client.RunAsync(stop.Token))), .. readers.Select(reader => Task.Run(() => reader.RunAsync(stop.Token)))]);
    }

    public static LoadRun Start(List<LoadClient> clients, HostPool hosts, Ledger ledger, int seed) =>
        new(clients, [.. Enumerable.Range(0, 2).Select(n => new LiveReader(hosts, ledger, seed + n))]);

    public static List<LoadClient> MakeClients(int count, HostPool hosts, Ledger ledger, int seed) =>
        [.. Enumerable.Range(0, count).Select(n => new LoadClient($"client{n}", hosts, ledger, seed + (1000 * n)))];

    /// <summary>Lets what is under way come to its end.</summary>
    /// <returns>What the readers saw that may not be.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await stop.CancelAsync();
        await running;
        return [.. readers.SelectMany(reader => reader.Violations)];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }
}
