using System.Globalization;
using Attachments.Contract.Http;
using Attachments.SampleHost.Tests.Hosting;

namespace Attachments.Contract.Hosting;

/// <summary>A running host, its folder and its database.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private readonly Dictionary<string, string?> settings;
    private readonly bool ownsData;
    private SampleHostProcess process = null!;
    private HttpClient http = null!;

    private RunningHost(IHostDatabase database, IHostStorage storage, string dataDirectory, Dictionary<string, string?> settings, bool ownsData)
    {
        Database = database;
        Storage = storage;
        DataDirectory = dataDirectory;
        this.settings = settings;
        this.ownsData = ownsData;
    }

    public IHostDatabase Database { get; }

    public IHostStorage Storage { get; }

    public string DataDirectory { get; }

    /// <summary>Gets the folder of the bytes, where it is one.</summary>
    public string BlobDirectory => ((FolderStorage)Storage).Path;

    public Uri Address => process.BaseAddress;

    public string Output => process.Output;

    /// <summary>Gets a client without credentials.</summary>
    public HttpClient Http => http;

    /// <summary>Starts a host on a database and a storage that go when it is disposed.</summary>
    /// <param name="database">The database.</param>
    /// <param name="storage">The storage; null for a folder, the host's default or the one that the settings name.</param>
    /// <param name="settings">The settings.</param>
    public static async Task<RunningHost> StartAsync(IHostDatabase database, IHostStorage? storage, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var directory = Directory.CreateTempSubdirectory("attachments-contract-").FullName;
        var all = new Dictionary<string, string?>
        {
            ["SampleHost__DataDirectory"] = directory,
            ["ConnectionStrings__Mail"] = database.ConnectionString,
            ["JWT_SECRET_KEY"] = Token.Secret,
        };
        foreach (var (name, value) in settings)
            all[name] = value;

        storage ??= new FolderStorage(all.GetValueOrDefault("BLOB_STORAGE_PATH") ?? Path.Combine(directory, "blobs"));
        foreach (var (name, value) in storage.Settings)
            all[name] = value;

        var host = new RunningHost(database, storage, directory, all, ownsData: true);
        try
        {
            await host.LaunchAsync();
            return host;
        }
        catch (Exception)
        {
            await host.DropDataAsync();
            throw;
        }
    }

    /// <summary>Starts a second process on this host's folder and database.</summary>
    public async Task<RunningHost> StartTwinAsync()
    {
        var twin = new RunningHost(Database, Storage, DataDirectory, settings, ownsData: false);
        await twin.LaunchAsync();
        return twin;
    }

    /// <summary>Kills the process and starts another on the same folder and database.</summary>
    /// <param name="changes">Settings that are other than before.</param>
    public async Task RestartAsync(params (string Name, string? Value)[] changes)
    {
        foreach (var (name, value) in changes)
            settings[name] = value;

        await process.DisposeAsync();
        http.Dispose();
        await LaunchAsync();
    }

    public MailClient As(Caller caller) => new(http, caller);

    /// <summary>Names everything that is stored, staged bytes included.</summary>
    public Task<IReadOnlyList<string>> BlobsAsync() => Storage.ListAsync();

    /// <summary>Finds what holds these bytes.</summary>
    public Task<IReadOnlyList<string>> BlobsOfAsync(byte[] bytes) => Storage.FindAsync(bytes);

    /// <summary>Finds the one that holds these bytes.</summary>
    public async Task<string> BlobOfAsync(byte[] bytes) => Assert.Single(await BlobsOfAsync(bytes));

    /// <summary>Begins to measure how far the process's memory grows.</summary>
    public MemoryMeasurement MeasureMemory() => new(process.Id);

    /// <summary>Counts the rows of one of the library's tables, those of one tenant where one is named.</summary>
    public async Task<long> CountRowsAsync(string table, string? tenant = null)
    {
        await using var connection = await Database.OpenAsync(DataDirectory);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {Database.TablePrefix}{table}" + (tenant is null ? "" : " WHERE tenant_id = @tenant");
        if (tenant is not null)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@tenant";
            parameter.Value = tenant;
            command.Parameters.Add(parameter);
        }

        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await process.DisposeAsync();
        if (ownsData)
            await DropDataAsync();
    }

    private async Task LaunchAsync()
    {
        var environment = settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!);
        process = await SampleHostProcess.StartAsync(new SampleHostSettings(DataDirectory) { Environment = environment }, TestContext.Current.CancellationToken);
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 64 })
        {
            BaseAddress = process.BaseAddress,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    private async Task DropDataAsync()
    {
        await Database.DisposeAsync();
        await Storage.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }
}
