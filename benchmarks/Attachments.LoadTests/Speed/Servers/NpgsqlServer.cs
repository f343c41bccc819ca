using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>Metadata by one prepared statement, the list by one prepared batch, on a data source. Reads the tables that a product host has filled.</summary>
internal static class NpgsqlServer
{
    public static Task<WebApplication> CreateAsync(ServerSettings settings)
    {
        var builder = ServeCommand.CreateBuilder(settings);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(settings.PostgreSql ?? throw new ArgumentException("--postgres is needed.")));
        var app = builder.Build();
        var source = app.Services.GetRequiredService<NpgsqlDataSource>();

        var tables = $"{settings.Schema}.attachments a JOIN {settings.Schema}.blobs b ON b.id = a.blob_id";
        var find = $"SELECT {BareEndpoints.Columns} FROM {tables} WHERE a.tenant_id = $1 AND a.id = $2";
        var page = $"SELECT {BareEndpoints.Columns} FROM {tables} WHERE a.tenant_id = $1 AND a.message_id = $2 ORDER BY a.uploaded_at, a.id LIMIT $3 OFFSET $4";
        var total = $"SELECT count(*) FROM {settings.Schema}.attachments WHERE tenant_id = $1 AND message_id = $2";
        app.MapBare(id => FindAsync(source, find, id), (message, offset, limit) => ListAsync(source, page, total, message, offset, limit));
        return Task.FromResult(app);
    }

#pragma warning disable CA2100 // The schema's name is the load program's own.
    private static async ValueTask<BareAttachment?> FindAsync(NpgsqlDataSource source, string sql, Guid id)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = Rows.Tenant }, new NpgsqlParameter<Guid> { TypedValue = id } },
        };
        await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? BareEndpoints.Read(reader, id) : null;
    }

    private static async ValueTask<BareList> ListAsync(NpgsqlDataSource source, string page, string total, string message, int offset, int limit)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(page)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<string> { TypedValue = Rows.Tenant }, new NpgsqlParameter<string> { TypedValue = message },
                        new NpgsqlParameter<long> { TypedValue = limit }, new NpgsqlParameter<long> { TypedValue = offset },
                    },
                },
                new NpgsqlBatchCommand(total)
                {
                    Parameters = { new NpgsqlParameter<string> { TypedValue = Rows.Tenant }, new NpgsqlParameter<string> { TypedValue = message } },
                },
            },
        };
        await batch.PrepareAsync();
        await using var reader = await batch.ExecuteReaderAsync();
        var found = new List<BareAttachment>(limit);
        while (await reader.ReadAsync())
            found.Add(BareEndpoints.Read(reader, reader.GetGuid(0)));

        await reader.NextResultAsync();
        await reader.ReadAsync();
        return new BareList(found, new BarePagination(reader.GetInt64(0), offset, limit));
    }
#pragma warning restore CA2100
}
