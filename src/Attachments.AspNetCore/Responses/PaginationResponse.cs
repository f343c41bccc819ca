using System.Text.Json.Serialization;

namespace Attachments.AspNetCore.Responses;

/// <summary>Which slice an answer holds.</summary>
internal sealed record PaginationResponse(
    [property: JsonPropertyName("total")] long Total,
    [property: JsonPropertyName("offset")] long Offset,
    [property: JsonPropertyName("limit")] int Limit);
