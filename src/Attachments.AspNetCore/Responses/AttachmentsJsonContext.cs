using System.Text.Json.Serialization;
using Attachments.AspNetCore.Problems;

namespace Attachments.AspNetCore.Responses;

[JsonSerializable(typeof(AttachmentListResponse))]
[JsonSerializable(typeof(AttachmentMetadataResponse))]
[JsonSerializable(typeof(UploadedAttachmentResponse))]
[JsonSerializable(typeof(DeletedAttachmentResponse))]
[JsonSerializable(typeof(AttachmentPolicyResponse))]
[JsonSerializable(typeof(AttachmentProblem))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
internal sealed partial class AttachmentsJsonContext : JsonSerializerContext;
