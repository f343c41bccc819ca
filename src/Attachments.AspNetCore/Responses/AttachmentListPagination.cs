using System.Text.Json.Serialization;

namespace Attachments.AspNetCore.Responses;

/// <summary>Which slice an answer holds.</summary>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record AttachmentListPagination(
    [property: JsonPropertyName("total")] long Total,
    [property: JsonPropertyName("offset")] long Offset,
    [property: JsonPropertyName("limit")] int Limit);
