using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Attachments.SampleHost.Problems;

/// <summary>A JSON body, read whatever Content-Type says: curl's <c>-d</c> calls it a form.</summary>
/// <param name="Value">What was read, or null.</param>
/// <param name="Problem">What was wrong with the body, or null.</param>
internal sealed record JsonBody<T>(T? Value, IResult? Problem) : IEndpointParameterMetadataProvider
    where T : class
{
    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext context)
    {
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(context.Request.Body, JsonSerializerOptions.Web, context.RequestAborted);

            return value is null ? Malformed() : new JsonBody<T>(value, null);
        }
        catch (JsonException)
        {
            return Malformed();
        }
    }

    // OpenAPI shows JSON; */* keeps routing from answering 415.
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json", "*/*"], typeof(T)));

    private static JsonBody<T> Malformed() => new(null, MailProblem.BadRequest("malformed_json", "The body must be a JSON object with fields of the right types"));
}

internal static class JsonBody
{
    /// <summary>A body is held in memory, so it may have a megabyte, which is a long mail's text.</summary>
    public static RequestSizeLimitAttribute SizeLimit { get; } = new(1024 * 1024);
}
