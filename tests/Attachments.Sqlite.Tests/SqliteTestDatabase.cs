using Attachments.Persistence;
using Attachments.Testing.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Sqlite.Tests;

// A file in a directory of its own, and the services of one host over it.
internal sealed class SqliteTestDatabase : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("attachments-sqlite-").FullName;
    private readonly List<ServiceProvider> hosts = [];

    public SqliteTestDatabase() => File = Path.Combine(directory, "data", "mail.db");

    public string File { get; }

    public string ConnectionString => $"Data Source={File}";

    public ServiceProvider StartHost(Action<SqliteAttachmentsOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        new TestAttachmentsBuilder(services).UseSqlite(ConnectionString, configure);
        var host = services.BuildServiceProvider();
        hosts.Add(host);
        return host;
    }

    public static AttachmentRepositories Repositories(IServiceProvider host) => new(
        host.GetRequiredService<IAttachmentRepository>(),
        host.GetRequiredService<ISealRepository>(),
        host.GetRequiredService<IBlobRepository>(),
        host.GetRequiredService<IScanRepository>(),
        host.GetRequiredService<IQuarantineRepository>(),
        host.GetRequiredService<IConsistencyRepository>());

    // Past the library, as another program would.
    public void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var connection = new SqliteConnection($"{ConnectionString};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA synchronous = OFF; {sql}";
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);

        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();

        Directory.Delete(directory, recursive: true);
    }

    private sealed record TestAttachmentsBuilder(IServiceCollection Services) : IAttachmentsBuilder;
}
