using Attachments.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Races.Tests;

public sealed class SqliteRaceTests : RaceTests
{
    private protected override Task<Fleet> CreateFleetAsync() => Fleet.StartAsync(
        (builder, root) => builder.UseSqlite(ConnectionString(root), options => options.Synchronous = SqliteSynchronous.Normal),
        async (root, message) =>
        {
            await using var connection = new SqliteConnection(ConnectionString(root));
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM attachments_attachments WHERE message_id = $message";
            command.Parameters.AddWithValue("$message", message.Value);
            await command.ExecuteNonQueryAsync();
        },
        () => Task.CompletedTask);

    private static string ConnectionString(string root) => $"Data Source={Path.Combine(root, "races.db")};Pooling=False";
}
