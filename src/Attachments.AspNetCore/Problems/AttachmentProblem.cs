using System.Text.Json.Serialization;

namespace Attachments.AspNetCore.Problems;

/// <summary>The members of an error answer (RFC 9457 and the API's own), in the order in which they are written.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record AttachmentProblem(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("traceId")] string TraceId);
