using Attachments.Crash.Hosts;

namespace Attachments.Crash.Deployments;

/// <summary>One database and one folder, and the hosts that share them.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly string folder;
    private readonly List<HostProcess> hosts = [];

    private Deployment(string folder, Database database)
    {
        this.folder = folder;
        Database = database;
        Folder = new BlobFolder(Path.Combine(folder, "store"));
    }

    public Database Database { get; }

    public BlobFolder Folder { get; }

    public string SqliteLog => Path.Combine(folder, "attachments.db-wal");

    public string ScratchFile(string name) => Path.Combine(folder, name);

    public static async Task<Deployment> CreateAsync(DatabaseEngine engine)
    {
        var folder = Directory.CreateTempSubdirectory("attachments-crash-").FullName;
        try
        {
            return new Deployment(folder, await Database.CreateAsync(engine, folder));
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
        var host = await HostProcess.StartAsync([$"--Root={Folder.Root}", Database.HostArgument, .. settings.ToArguments()], settings.Wrapper);
        lock (hosts)
            hosts.Add(host);

        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();

        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
