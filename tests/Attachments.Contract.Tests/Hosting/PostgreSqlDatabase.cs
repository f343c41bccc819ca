using System.Data.Common;
using Npgsql;

namespace Attachments.Contract.Hosting;

/// <summary>A database of its own on the server that <c>ATTACHMENTS_TEST_POSTGRES</c> names, dropped with the object.</summary>
public sealed class PostgreSqlDatabase : IHostDatabase
{
    private readonly string server;
    private readonly string name;

    private PostgreSqlDatabase(string server, string name)
    {
        this.server = server;
        this.name = name;
        // Many hosts share one server, whose connections are counted.
        var builder = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 16, Timeout = 10 };
        ConnectionString = builder.ConnectionString;
        Endpoint = new System.Net.DnsEndPoint(builder.Host!, builder.Port);
    }

    /// <summary>Gets the server's connection string; null where the tests run without one.</summary>
    public static string? Server => Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES") is { Length: > 0 } value ? value : null;

    public string ConnectionString { get; }

    public string TablePrefix => "attachments.";

    /// <summary>Gets where the server listens.</summary>
    public System.Net.DnsEndPoint Endpoint { get; }

    public static async Task<PostgreSqlDatabase> CreateAsync()
    {
        var database = new PostgreSqlDatabase(Server!, $"contract_{Guid.NewGuid():N}");
        // Copied as files: through the write-ahead log, the default since PostgreSQL 15, it takes ten times the processor time.
        await database.OnServerAsync($"CREATE DATABASE {database.name} STRATEGY file_copy");
        return database;
    }

    /// <summary>Names the same database as reached through another port of this machine.</summary>
    public string ConnectionStringThrough(int port) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Host = "127.0.0.1", Port = port, Timeout = 3, CommandTimeout = 5 }.ConnectionString;

    public async Task<DbConnection> OpenAsync(string dataDirectory)
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The only variable part is a name made here of hex digits.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
