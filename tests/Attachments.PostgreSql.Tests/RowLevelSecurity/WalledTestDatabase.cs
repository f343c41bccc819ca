using Attachments.PostgreSql.RowLevelSecurity;
using Attachments.Testing.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Attachments.PostgreSql.Tests.RowLevelSecurity;

// A schema with two roles of its own: maintenance, which owns the tables, and the requests, which have what the documentation asks for and no more.
internal sealed class WalledTestDatabase : IAsyncDisposable
{
    private readonly List<NpgsqlDataSource> dataSources = [];
    private readonly List<string> roles = [];

    private WalledTestDatabase()
    {
    }

    public PostgreSqlTestDatabase Server { get; } = new();

    public string RequestRole => $"{Server.Schema}_requests";

    public string MaintenanceRole => $"{Server.Schema}_maintenance";

    public NpgsqlDataSource Requests { get; private set; } = null!;

    public NpgsqlDataSource Maintenance { get; private set; } = null!;

    // With its roles and its schema, but without tables.
    public static async Task<WalledTestDatabase> CreateAsync()
    {
        var database = new WalledTestDatabase();
        await database.CreateRoleAsync(database.RequestRole);
        await database.CreateRoleAsync(database.MaintenanceRole);
        await database.Server.ExecuteAsync($"CREATE SCHEMA {database.Server.Schema} AUTHORIZATION {database.MaintenanceRole}");
        await database.GrantAsync(database.RequestRole);
        database.Requests = database.Connect(database.RequestRole);
        database.Maintenance = database.Connect(database.MaintenanceRole);
        return database;
    }

    public async Task CreateRoleAsync(string role, string attributes = "")
    {
        roles.Add(role);
        await Server.ExecuteAsync($"CREATE ROLE {role} LOGIN {attributes}");
    }

    public async Task GrantAsync(string role)
    {
        await Server.ExecuteAsync($"GRANT USAGE ON SCHEMA {Server.Schema} TO {role}");
        await Server.ExecuteAsync(
            $"ALTER DEFAULT PRIVILEGES FOR ROLE {MaintenanceRole} IN SCHEMA {Server.Schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}");
    }

    public NpgsqlDataSource Connect(string role, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES")) { Username = role, MaxPoolSize = 12 };
        configure?.Invoke(builder);
        var dataSource = NpgsqlDataSource.Create(builder);
        dataSources.Add(dataSource);
        return dataSource;
    }

    public ServiceProvider StartHost(Action<PostgreSqlAttachmentsOptions>? configure = null, NpgsqlDataSource? requests = null, NpgsqlDataSource? maintenance = null) =>
        Server.StartHost(
            options =>
            {
                options.RowLevelSecurity = new PostgreSqlRowLevelSecurityOptions { MaintenanceDataSource = maintenance ?? Maintenance };
                configure?.Invoke(options);
            },
            requests ?? Requests);

    public async Task<AttachmentRepositories> StartAsync()
    {
        var host = StartHost();
        await host.ApplyAttachmentsSchemaAsync();
        return PostgreSqlTestDatabase.Repositories(host);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var dataSource in dataSources)
            await dataSource.DisposeAsync();

        // The schema, then what its roles still have, then they.
        await Server.ExecuteAsync($"DROP SCHEMA IF EXISTS {Server.Schema} CASCADE");
        foreach (var role in roles)
        {
            await Server.ExecuteAsync($"DROP OWNED BY {role} CASCADE");
            await Server.ExecuteAsync($"DROP ROLE {role}");
        }

        await Server.DisposeAsync();
    }
}
