using System.Data.Common;
using Attachments.Servers;
using Npgsql;

namespace Attachments.Contract.Hosting;

/// <summary>A database of its own on the test server, dropped with the object.</summary>
public sealed class PostgreSqlDatabase : IHostDatabase
{
    private readonly string name = $"contract_{Guid.NewGuid():N}";

    private PostgreSqlDatabase()
    {
        // Many hosts share one server, whose connections are counted.
        var builder = PostgreSqlServer.Of(name);
        (builder.MaxPoolSize, builder.Timeout) = (16, 10);
        ConnectionString = builder.ConnectionString;
        Endpoint = new System.Net.DnsEndPoint(builder.Host!, builder.Port);
    }

    /// <summary>Gets the server's connection string; null where the tests run without one.</summary>
    public static string? Server => PostgreSqlServer.ConnectionString;

    public string ConnectionString { get; }

    public string TablePrefix => "attachments.";

    /// <summary>Gets where the server listens.</summary>
    public System.Net.DnsEndPoint Endpoint { get; }

    public static async Task<PostgreSqlDatabase> CreateAsync()
    {
        var database = new PostgreSqlDatabase();
        await PostgreSqlServer.CreateAsync(database.name);
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

    public async ValueTask DisposeAsync() => await PostgreSqlServer.DropAsync(name);
}
