using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Responses;

internal static class JsonResponse
{
    // The answers are application/json, never put into HTML: only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Serialises into the body's own pipe, then says how long it is: one flush, no copy.</summary>
    public static async Task WriteAsync<T>(HttpResponse response, T value, JsonTypeInfo<T> type, string contentType = "application/json")
    {
        response.ContentType = contentType;
        var body = response.BodyWriter;

        await using (var writer = new Utf8JsonWriter(body, Options))
        {
            JsonSerializer.Serialize(writer, value, type);
            writer.Flush();
            response.ContentLength = writer.BytesCommitted;
        }

        await body.FlushAsync(response.HttpContext.RequestAborted);
    }
}
