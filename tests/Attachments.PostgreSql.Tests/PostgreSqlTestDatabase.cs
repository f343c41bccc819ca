using Attachments.Persistence;
using Attachments.Testing.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Attachments.PostgreSql.Tests;

// A schema of its own on the test server, and the services of one host over it.
internal sealed class PostgreSqlTestDatabase : IAsyncDisposable
{
    private readonly List<ServiceProvider> hosts = [];

    public PostgreSqlTestDatabase()
    {
        var connectionString = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES");
        if (string.IsNullOrEmpty(connectionString))
            Assert.Skip("ATTACHMENTS_TEST_POSTGRES is not set");

        DataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 24, ApplicationName = Schema });
    }

    public string Schema { get; } = $"test_{Guid.NewGuid():N}";

    public NpgsqlDataSource DataSource { get; }

    public ServiceProvider StartHost(Action<PostgreSqlAttachmentsOptions>? configure = null, NpgsqlDataSource? dataSource = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        new TestAttachmentsBuilder(services).UsePostgreSql(dataSource ?? DataSource, options =>
        {
            options.Schema = Schema;
            configure?.Invoke(options);
        });
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

    public string Table(string name) => $"{Schema}.{name}";

    // Past the library, as another program would.
    public async Task ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = DataSource.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });

        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();

        await ExecuteAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        await DataSource.DisposeAsync();
    }

    private sealed record TestAttachmentsBuilder(IServiceCollection Services) : IAttachmentsBuilder;
}
