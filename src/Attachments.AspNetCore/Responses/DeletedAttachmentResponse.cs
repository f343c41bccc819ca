using System.Text.Json.Serialization;

namespace Attachments.AspNetCore.Responses;

/// <summary>The answer to a delete.</summary>
internal sealed record DeletedAttachmentResponse(
    [property: JsonPropertyName("success")] bool Success,
    [property: JsonPropertyName("message")] string Message);
