using System.Text.Json.Serialization;

namespace Attachments.AspNetCore.Responses;

/// <summary>A slice of a message's attachments, oldest first.</summary>
internal sealed record AttachmentListResponse(
    [property: JsonPropertyName("data")] AttachmentResponse[] Data,
    [property: JsonPropertyName("pagination")] AttachmentListPagination Pagination);
