using Attachments.Servers;

namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>A new database on the test server, dropped when disposed.</summary>
public sealed class PostgreSqlDatabase : IAsyncDisposable
{
    private readonly string name = $"sample_host_{Guid.NewGuid():N}";

    private PostgreSqlDatabase()
    {
    }

    /// <summary>Gets whether there is a server.</summary>
    public static bool IsAvailable => PostgreSqlServer.ConnectionString is not null;

    /// <summary>Gets why tests are skipped where there is none.</summary>
    public static string WhySkipped => PostgreSqlServer.WhySkipped;

    /// <summary>Gets the new database's connection string.</summary>
    public string ConnectionString
    {
        get
        {
            var builder = PostgreSqlServer.Of(name);
            builder.MaxPoolSize = 20;
            return builder.ConnectionString;
        }
    }

    /// <summary>Makes a database.</summary>
    public static async Task<PostgreSqlDatabase> CreateAsync()
    {
        var database = new PostgreSqlDatabase();
        await PostgreSqlServer.CreateAsync(database.name);
        return database;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await PostgreSqlServer.DropAsync(name);
}
