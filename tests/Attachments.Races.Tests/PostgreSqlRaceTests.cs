using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Attachments.Races.Tests;

public sealed class PostgreSqlRaceTests : RaceTests
{
    private protected override async Task<Fleet> CreateFleetAsync()
    {
        var connectionString = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES");
        if (connectionString is null)
            Assert.Skip("ATTACHMENTS_TEST_POSTGRES is not set");

        var dataSource = NpgsqlDataSource.Create(connectionString);
        var schema = $"races_{Guid.NewGuid():N}";
        return await Fleet.StartAsync(
            (builder, _) => builder.UsePostgreSql(dataSource, options => options.Schema = schema),
            async (_, message) =>
            {
                await using var command = dataSource.CreateCommand($"DELETE FROM {schema}.attachments WHERE message_id = $1");
                command.Parameters.AddWithValue(message.Value);
                await command.ExecuteNonQueryAsync();
            },
            async () =>
            {
                await using (var command = dataSource.CreateCommand($"DROP SCHEMA {schema} CASCADE"))
                    await command.ExecuteNonQueryAsync();

                await dataSource.DisposeAsync();
            });
    }
}
