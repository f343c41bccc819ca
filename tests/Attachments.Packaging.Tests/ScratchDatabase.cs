using Attachments.Servers;
using Xunit;

namespace Attachments.Packaging.Tests;

/// <summary>A database of its own on the test server, dropped when disposed.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private readonly string name = $"packaging_{Guid.NewGuid():N}";

    private ScratchDatabase()
    {
    }

    public string ConnectionString => PostgreSqlServer.Of(name).ConnectionString;

    public static async Task<ScratchDatabase> CreateAsync()
    {
        Assert.SkipWhen(PostgreSqlServer.ConnectionString is null, PostgreSqlServer.WhySkipped);
        var database = new ScratchDatabase();
        await PostgreSqlServer.CreateAsync(database.name);
        return database;
    }

    public async ValueTask DisposeAsync() => await PostgreSqlServer.DropAsync(name);
}
