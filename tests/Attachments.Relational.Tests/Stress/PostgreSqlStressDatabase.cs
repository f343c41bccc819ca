using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Attachments.Relational.Tests.Stress;

internal sealed class PostgreSqlStressDatabase : IStressDatabase
{
    private readonly string schema = $"stress_{Guid.NewGuid():N}";
    private readonly bool killsConnections;
    private readonly NpgsqlDataSource observer;
    private readonly List<NpgsqlDataSource> dataSources = [];
    private readonly List<ServiceProvider> hosts = [];

    private PostgreSqlStressDatabase(string connectionString, bool killsConnections)
    {
        this.killsConnections = killsConnections;
        observer = NpgsqlDataSource.Create(connectionString);

        for (var i = 0; i < 3; i++)
        {
            var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = schema, MaxPoolSize = 8 });
            var services = new ServiceCollection();
            services.AddLogging();
            new Builder(services).UsePostgreSql(dataSource, options => options.Schema = schema);
            dataSources.Add(dataSource);
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

    public static async Task<PostgreSqlStressDatabase> CreateAsync(bool killsConnections)
    {
        var connectionString = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES");
        if (string.IsNullOrEmpty(connectionString))
            Assert.Skip("ATTACHMENTS_TEST_POSTGRES is not set");

        var database = new PostgreSqlStressDatabase(connectionString, killsConnections);
        await database.hosts[0].ApplyAttachmentsSchemaAsync();
        return database;
    }

    public Task CascadeAsync(TenantId tenant, IReadOnlyList<AttachmentId> attachments) =>
        TryExecuteAsync($"DELETE FROM {schema}.attachments WHERE tenant_id = $1 AND id = ANY ($2)", tenant.Value, attachments.Select(id => id.Value).ToArray());

    public async Task<IReadOnlyList<StressBlob>> ReadBlobsAsync()
    {
        await using var command = observer.CreateCommand($"SELECT id, tenant_id, digest, scan_status, content_state, scan_due_at IS NOT NULL FROM {schema}.blobs");
        await using var reader = await command.ExecuteReaderAsync();
        var blobs = new List<StressBlob>();
        while (await reader.ReadAsync())
        {
            blobs.Add(new StressBlob(
                new BlobKey(TenantId.Parse(reader.GetString(1)), new BlobId(reader.GetGuid(0))),
                new ContentDigest(reader.GetFieldValue<byte[]>(2)),
                (ScanStatus)reader.GetInt32(3),
                (BlobContentState)reader.GetInt32(4),
                reader.GetBoolean(5)));
        }

        return blobs;
    }

    public async Task<long> CountAsync(string table)
    {
        await using var command = observer.CreateCommand($"SELECT count(*) FROM {schema}.{table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task DisturbAsync(CancellationToken cancellationToken)
    {
        while (killsConnections && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Random.Shared.Next(5, 60), CancellationToken.None);
            await TryExecuteAsync("SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE application_name = $1 ORDER BY random() LIMIT 2) victims", schema);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();
        foreach (var dataSource in dataSources)
            await dataSource.DisposeAsync();

        await TryExecuteAsync($"DROP SCHEMA IF EXISTS {schema} CASCADE");
        await observer.DisposeAsync();
    }

    // A host's own statements can be the victim of a deadlock too, and then change nothing.
    private async Task TryExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = observer.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });

        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
        }
    }

    private sealed record Builder(IServiceCollection Services) : IAttachmentsBuilder;
}
