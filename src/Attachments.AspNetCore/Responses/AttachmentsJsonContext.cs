using System.Text.Json.Serialization;
using Attachments.AspNetCore.Problems;

namespace Attachments.AspNetCore.Responses;

[JsonSerializable(typeof(AttachmentListResponse))]
[JsonSerializable(typeof(AttachmentMetadataResponse))]
[JsonSerializable(typeof(UploadedAttachmentResponse))]
[JsonSerializable(typeof(DeletedAttachmentResponse))]
[JsonSerializable(typeof(AttachmentProblem))]
internal sealed partial class AttachmentsJsonContext : JsonSerializerContext;
