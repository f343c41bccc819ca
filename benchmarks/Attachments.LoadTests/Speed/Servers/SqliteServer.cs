using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>Metadata and list by statements that were prepared once, pooled with their connection. Reads the file that a product host has filled.</summary>
internal static class SqliteServer
{
    public static Task<WebApplication> CreateAsync(ServerSettings settings)
    {
        var app = ServeCommand.CreateBuilder(settings).Build();
        var sessions = new ConcurrentQueue<SqliteReadSession>();

        app.MapBare(
            id =>
            {
                var session = Rent();
                var found = session.Find(id);
                sessions.Enqueue(session);
                return ValueTask.FromResult(found);
            },
            (message, offset, limit) =>
            {
                var session = Rent();
                var page = session.List(message, offset, limit);
                sessions.Enqueue(session);
                return ValueTask.FromResult(page);
            });
        return Task.FromResult(app);

        SqliteReadSession Rent() => sessions.TryDequeue(out var session) ? session : new SqliteReadSession(settings.SqliteConnectionString);
    }
}
