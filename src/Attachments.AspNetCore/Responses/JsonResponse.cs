using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Responses;

internal static class JsonResponse
{
    // The answers are application/json, never put into HTML: only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // What a writer that waits for its next use holds on to, in place of a response.
    private static readonly ArrayBufferWriter<byte> Nothing = new(1);

    // Writing is synchronous, so that a thread needs no more than one.
    [ThreadStatic]
    private static Utf8JsonWriter? idle;

    /// <summary>Serialises into the body's own pipe, then says how long it is: one flush, no copy.</summary>
    public static Task WriteAsync<T>(HttpResponse response, T value, JsonTypeInfo<T> type, string contentType = "application/json") =>
        WriteAsync(response, (value, type), static (json, what) => JsonSerializer.Serialize(json, what.value, what.type), contentType);

    /// <summary>Writes into the body's own pipe, then says how long it is: one flush, no copy.</summary>
    public static async Task WriteAsync<T>(HttpResponse response, T state, Action<Utf8JsonWriter, T> write, string contentType = "application/json")
    {
        response.ContentType = contentType;
        var body = response.BodyWriter;
        response.ContentLength = Write(body, state, write);
        await body.FlushAsync(response.HttpContext.RequestAborted);
    }

    private static long Write<T>(IBufferWriter<byte> destination, T state, Action<Utf8JsonWriter, T> write)
    {
        var json = idle ?? new Utf8JsonWriter(Nothing, Options);
        idle = null;
        try
        {
            json.Reset(destination);
            write(json, state);
            json.Flush();
            return json.BytesCommitted;
        }
        finally
        {
            json.Reset(Nothing);
            idle = json;
        }
    }
}
