using System.Globalization;
using Attachments.Crash.Hosts;

namespace Attachments.Crash.Deployments;

/// <summary>One database and one folder, and the hosts that share them.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly string folder;
    private readonly JobBroker broker;
    private readonly List<HostProcess> hosts = [];

    private Deployment(string folder, Database database, JobBroker broker)
    {
        this.folder = folder;
        this.broker = broker;
        Database = database;
        Folder = new BlobFolder(Path.Combine(folder, "store"));
    }

    public Database Database { get; }

    public BlobFolder Folder { get; }

    /// <summary>Runs where the broker needs it.</summary>
    public RedisServer? Redis { get; private set; }

    public string SqliteLog => Path.Combine(folder, "attachments.db-wal");

    public string ScratchFile(string name) => Path.Combine(folder, name);

    private IEnumerable<string> BrokerArguments => broker switch
    {
        JobBroker.HangfireOnPostgreSql => ["--Hangfire=PostgreSql"],
        JobBroker.HangfireOnRedis => [string.Create(CultureInfo.InvariantCulture, $"--Hangfire=127.0.0.1:{Redis!.Port}")],
        _ => [],
    };

    public static async Task<Deployment> CreateAsync(DatabaseEngine engine, JobBroker broker = JobBroker.InProcess)
    {
        if (broker == JobBroker.HangfireOnRedis)
            RedisServer.SkipWhereThereIsNone();

        var folder = Directory.CreateTempSubdirectory("attachments-crash-").FullName;
        try
        {
            var deployment = new Deployment(folder, await Database.CreateAsync(engine, folder), broker);
            if (broker == JobBroker.HangfireOnRedis)
                deployment.Redis = await RedisServer.StartNewAsync();

            return deployment;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public async Task<HostProcess> StartAsync(HostSettings? settings = null)
    {
        settings ??= new HostSettings();
        var host = await HostProcess.StartAsync([$"--Root={Folder.Root}", Database.HostArgument, .. BrokerArguments, .. settings.ToArguments()], settings.Wrapper);
        lock (hosts)
            hosts.Add(host);

        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();

        if (Redis is not null)
            await Redis.DisposeAsync();

        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
