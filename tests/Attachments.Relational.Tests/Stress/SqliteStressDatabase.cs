using System.Globalization;
using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Sqlite;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Relational.Tests.Stress;

// Three hosts, each with a gate of its own, as three processes have.
internal sealed class SqliteStressDatabase : IStressDatabase
{
    private readonly string directory = Directory.CreateTempSubdirectory("attachments-stress-").FullName;
    private readonly List<ServiceProvider> hosts = [];

    private SqliteStressDatabase()
    {
        for (var i = 0; i < 3; i++)
        {
            var services = new ServiceCollection();
            services.AddLogging();
            new Builder(services).UseSqlite($"Data Source={directory}/mail.db", options => options.Synchronous = SqliteSynchronous.Normal);
            hosts.Add(services.BuildServiceProvider());
        }

        Hosts = hosts.ConvertAll(host => new AttachmentRepositories(
            host.GetRequiredService<IAttachmentRepository>(),
            host.GetRequiredService<ISealRepository>(),
            host.GetRequiredService<IBlobRepository>(),
            host.GetRequiredService<IScanRepository>(),
            host.GetRequiredService<IQuarantineRepository>(),
            host.GetRequiredService<IConsistencyRepository>()));
    }

    public IReadOnlyList<AttachmentRepositories> Hosts { get; }

    public static async Task<SqliteStressDatabase> CreateAsync()
    {
        var database = new SqliteStressDatabase();
        await database.hosts[0].ApplyAttachmentsSchemaAsync();
        return database;
    }

    public Task CascadeAsync(TenantId tenant, IReadOnlyList<AttachmentId> attachments)
    {
        foreach (var attachment in attachments)
            Execute("DELETE FROM attachments_attachments WHERE tenant_id = $1 AND id = $2", tenant.Value, attachment.Value.ToByteArray(bigEndian: true));

        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<StressBlob>> ReadBlobsAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={directory}/mail.db;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, tenant_id, digest, scan_status, content_state, scan_due_at IS NOT NULL FROM attachments_blobs";
        await using var reader = await command.ExecuteReaderAsync();
        var blobs = new List<StressBlob>();
        while (await reader.ReadAsync())
        {
            blobs.Add(new StressBlob(
                new BlobKey(TenantId.Parse(reader.GetString(1)), new BlobId(new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true))),
                new ContentDigest(reader.GetFieldValue<byte[]>(2)),
                (ScanStatus)reader.GetInt32(3),
                (BlobContentState)reader.GetInt32(4),
                reader.GetBoolean(5)));
        }

        return blobs;
    }

    public Task<long> CountAsync(string table) =>
        Task.FromResult(Convert.ToInt64(Execute($"SELECT count(*) FROM attachments_{table}"), CultureInfo.InvariantCulture));

    public Task DisturbAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();

        Directory.Delete(directory, recursive: true);
    }

    private object? Execute(string sql, params object[] parameters)
    {
        using var connection = new SqliteConnection($"Data Source={directory}/mail.db;Pooling=False;Foreign Keys=True;Default Timeout=30");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", parameters[i]);

        return command.ExecuteScalar();
    }

    private sealed record Builder(IServiceCollection Services) : IAttachmentsBuilder;
}
