using Attachments.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Races.Tests;

/// <summary>Two hosts on one database and one folder, sweeping without pause.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly TimeSpan Apart = TimeSpan.FromHours(2);

    private readonly string root = Directory.CreateTempSubdirectory("attachments-races-").FullName;
    private readonly Action<IAttachmentsBuilder, string> useDatabase;
    private readonly Func<MessageId, Task> cascade;
    private readonly Func<Task> drop;
    private CancellationTokenSource stopping = new();
    private Task sweeping = Task.CompletedTask;
    private int lastMessage;

    private Fleet(Action<IAttachmentsBuilder, string> useDatabase, Func<string, MessageId, Task> cascade, Func<Task> drop)
    {
        this.useDatabase = useDatabase;
        this.cascade = message => cascade(root, message);
        this.drop = drop;
        Hosts = CreateHosts(builder => UseFolder(builder, "blobs-root"));
    }

    public IReadOnlyList<FleetHost> Hosts { get; private set; }

    /// <summary>Starts the hosts.</summary>
    /// <param name="useDatabase">Chooses the database; the folder is for one that lives in a file.</param>
    /// <param name="cascade">Drops a message's attachments as a host's foreign key would.</param>
    /// <param name="drop">Drops the database.</param>
    public static async Task<Fleet> StartAsync(Action<IAttachmentsBuilder, string> useDatabase, Func<string, MessageId, Task> cascade, Func<Task> drop)
    {
        var fleet = new Fleet(useDatabase, cascade, drop);
        await fleet.Hosts[0].ApplySchemaAsync();
        fleet.Sweep();
        return fleet;
    }

    /// <summary>Deploys the hosts anew with another store.</summary>
    public async Task RedeployAsync(Action<IAttachmentsBuilder> useStore)
    {
        await StopAsync();
        stopping = new CancellationTokenSource();
        Hosts = CreateHosts(useStore);
        Sweep();
    }

    /// <summary>Chooses a folder of the fleet as the store.</summary>
    public void UseFolder(IAttachmentsBuilder builder, string name) => builder.UseFileSystemStore(options =>
    {
        options.RootPath = Path.Combine(root, name);
        options.FlushToDisk = false;
    });

    public MessageId NewMessage() => MessageId.Parse($"message-{Interlocked.Increment(ref lastMessage)}");

    public Task CascadeAsync(MessageId message) => cascade(message);

    /// <summary>Runs something on both hosts in turn, all at the same moment.</summary>
    public async Task<T[]> AtOnceAsync<T>(int count, Func<FleetHost, int, Task<T>> run)
    {
        using var start = new ManualResetEventSlim();
        var tasks = Enumerable.Range(0, count).Select(i => Task.Run(() =>
        {
            start.Wait();
            return run(Hosts[i % Hosts.Count], i);
        })).ToList();
        start.Set();
        return await Task.WhenAll(tasks);
    }

    public Task<T[]> AtOnceAsync<T>(int count, Func<FleetHost, Task<T>> run) => AtOnceAsync(count, (host, _) => run(host));

    public async Task<IReadOnlyList<Attachment>> ListAsync(MessageId message) => await Hosts[1].ListAsync(message);

    public async Task<string> ReadAsync(AttachmentId id) => await Hosts[0].ReadAsync(id);

    public async Task DeleteAllAsync(MessageId message) => await Hosts[0].DeleteAllAsync(message);

    public IReadOnlyList<string> PublishedFiles()
    {
        // Made by the first blob.
        var blobs = Path.Combine(root, "blobs-root", "blobs");
        return Directory.Exists(blobs) ? [.. Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories)] : [];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await drop();
        Directory.Delete(root, recursive: true);
    }

    private void Sweep() => sweeping = Task.WhenAll(Hosts.Select(host => Task.Run(() => host.SweepUntilAsync(stopping.Token))));

    private async Task StopAsync()
    {
        await stopping.CancelAsync();
        await sweeping;
        foreach (var host in Hosts)
            await host.DisposeAsync();

        stopping.Dispose();
    }

    private FleetHost[] CreateHosts(Action<IAttachmentsBuilder> useStore)
    {
        return [Create(TimeSpan.Zero), Create(Apart)];

        FleetHost Create(TimeSpan clockOffset) => new(clockOffset, builder =>
        {
            useDatabase(builder, root);
            useStore(builder);
        });
    }
}
