using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attachments.LoadTests.Speed.Servers;

/// <summary>Metadata and list without callers and checks: what is left is routing, statements and JSON.</summary>
internal static class BareEndpoints
{
    public const string Columns = "a.id, a.message_id, a.filename, a.mime_type, b.length, a.uploaded_at, b.digest, a.content_encoding, b.scan_status";

    private static readonly string[] Statuses = ["pending", "safe", "infected", "unscannable"];

    public static void MapBare(
        this WebApplication app, Func<Guid, ValueTask<BareAttachment?>> find, Func<string, int, int, ValueTask<BareList>> list)
    {
        app.MapGet("/attachments/{id}/metadata", async context =>
        {
            if (!Guid.TryParse((string?)context.GetRouteValue("id"), out var id) || await find(id) is not { } found)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await context.Response.WriteAsJsonAsync(found, BareJsonContext.Default.BareAttachment);
        });
        app.MapGet("/messages/{id}/attachments", async context =>
        {
            var query = context.Request.Query;
            var page = await list((string)context.GetRouteValue("id")!, Number(query["offset"], 0), Number(query["limit"], 50));
            await context.Response.WriteAsJsonAsync(page, BareJsonContext.Default.BareList);
        });
    }

    public static BareAttachment Read(DbDataReader row, Guid id) => new(
        id,
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetInt64(4),
        row.GetInt64(5),
        Convert.ToHexStringLower((byte[])row.GetValue(6)),
        row.GetInt16(7) == 0 ? "none" : "base64",
        $"/api/v1/attachments/{id}/download",
        Statuses[row.GetInt16(8)]);

    private static int Number(string? text, int fallback) => text is null ? fallback : int.Parse(text, CultureInfo.InvariantCulture);
}
