using Attachments.PostgreSql.RowLevelSecurity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Attachments.Races.Tests;

// Uploads, deletes and seals run as a role that sees one tenant, the sweeps beside them as one that sees all.
public sealed class RowLevelSecurityRaceTests : RaceTests
{
    private protected override async Task<Fleet> CreateFleetAsync()
    {
        var connectionString = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES");
        if (connectionString is null)
            Assert.Skip("ATTACHMENTS_TEST_POSTGRES is not set");

        var server = NpgsqlDataSource.Create(connectionString);
        var schema = $"races_{Guid.NewGuid():N}";
        var (requestRole, maintenanceRole) = ($"{schema}_requests", $"{schema}_maintenance");
        await ExecuteAsync(server, $"""
            CREATE ROLE {requestRole} LOGIN;
            CREATE ROLE {maintenanceRole} LOGIN;
            CREATE SCHEMA {schema} AUTHORIZATION {maintenanceRole};
            GRANT USAGE ON SCHEMA {schema} TO {requestRole};
            ALTER DEFAULT PRIVILEGES FOR ROLE {maintenanceRole} IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {requestRole};
            """);

        var requests = As(requestRole, 20);
        var maintenance = As(maintenanceRole, 5);
        return await Fleet.StartAsync(
            (builder, _) => builder.UsePostgreSql(requests, options =>
            {
                options.Schema = schema;
                options.RowLevelSecurity = new PostgreSqlRowLevelSecurityOptions { MaintenanceDataSource = maintenance };
            }),
            async (_, message) =>
            {
                await using var command = server.CreateCommand($"DELETE FROM {schema}.attachments WHERE message_id = $1");
                command.Parameters.AddWithValue(message.Value);
                await command.ExecuteNonQueryAsync();
            },
            async () =>
            {
                await requests.DisposeAsync();
                await maintenance.DisposeAsync();
                await ExecuteAsync(server, $"DROP SCHEMA {schema} CASCADE; DROP OWNED BY {requestRole}, {maintenanceRole}; DROP ROLE {requestRole}, {maintenanceRole};");
                await server.DisposeAsync();
            });

        NpgsqlDataSource As(string role, int size) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Username = role, MaxPoolSize = size });
    }

    private static async Task ExecuteAsync(NpgsqlDataSource dataSource, string sql)
    {
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
