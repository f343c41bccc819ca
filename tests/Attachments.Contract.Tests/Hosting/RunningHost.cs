using System.Globalization;
using Attachments.Contract.Http;
using Attachments.SampleHost.Tests.Hosting;

namespace Attachments.Contract.Hosting;

/// <summary>A running host, its folder and its database.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    private readonly Dictionary<string, string?> settings;
    private readonly bool ownsData;
    private SampleHostProcess process = null!;
    private HttpClient http = null!;

    private RunningHost(IHostDatabase database, string dataDirectory, Dictionary<string, string?> settings, bool ownsData)
    {
        Database = database;
        DataDirectory = dataDirectory;
        this.settings = settings;
        this.ownsData = ownsData;
    }

    public IHostDatabase Database { get; }

    public string DataDirectory { get; }

    public string BlobDirectory => settings.GetValueOrDefault("BLOB_STORAGE_PATH") ?? Path.Combine(DataDirectory, "blobs");

    public Uri Address => process.BaseAddress;

    public string Output => process.Output;

    /// <summary>Gets a client without credentials.</summary>
    public HttpClient Http => http;

    /// <summary>Starts a host on a folder and a database that go when it is disposed.</summary>
    public static async Task<RunningHost> StartAsync(IHostDatabase database, IEnumerable<KeyValuePair<string, string?>> settings)
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

        var host = new RunningHost(database, directory, all, ownsData: true);
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
        var twin = new RunningHost(Database, DataDirectory, settings, ownsData: false);
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

    /// <summary>Gets all files under the folder of blobs, staged ones included.</summary>
    public IReadOnlyList<string> BlobFiles() =>
        Directory.Exists(BlobDirectory) ? [.. Directory.EnumerateFiles(BlobDirectory, "*", Everywhere).Where(IsData).Order(StringComparer.Ordinal)] : [];

    /// <summary>Finds the files that hold these bytes.</summary>
    public IReadOnlyList<string> BlobFilesOf(byte[] bytes) => [.. BlobFiles().Where(file => Holds(file, bytes))];

    /// <summary>Finds the one file that holds these bytes.</summary>
    public string BlobFileOf(byte[] bytes) => Assert.Single(BlobFilesOf(bytes));

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

    // A store may keep a marker of its own in its folder.
    private static bool IsData(string file) => !Path.GetFileName(file).StartsWith('.');

    private static bool Holds(string file, byte[] bytes)
    {
        try
        {
            return new FileInfo(file).Length == bytes.Length && File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes);
        }
        catch (IOException)
        {
            // Another test's file, gone since it was listed.
            return false;
        }
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
        Directory.Delete(DataDirectory, recursive: true);
    }
}
