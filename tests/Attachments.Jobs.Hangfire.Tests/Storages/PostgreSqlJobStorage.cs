using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests.Storages;

internal sealed class PostgreSqlJobStorage : IJobStorageFixture
{
    private readonly string schema = $"jobs_{Guid.NewGuid():N}";
    private readonly string connectionString;

    public PostgreSqlJobStorage()
    {
        var server = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES");
        if (string.IsNullOrEmpty(server))
            Assert.Skip("ATTACHMENTS_TEST_POSTGRES is not set");

        // A pool of this test's own.
        connectionString = new NpgsqlConnectionStringBuilder(server) { ApplicationName = schema, MaxPoolSize = 30 }.ConnectionString;
    }

    public JobStorage CreateStorage()
    {
        var options = new PostgreSqlStorageOptions { SchemaName = schema, QueuePollInterval = TimeSpan.FromMilliseconds(50) };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(connectionString))
        {
            await connection.OpenAsync();
            await using var drop = new NpgsqlCommand($"DROP SCHEMA IF EXISTS {schema} CASCADE", connection);
            await drop.ExecuteNonQueryAsync();
        }

        await using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
    }
}
