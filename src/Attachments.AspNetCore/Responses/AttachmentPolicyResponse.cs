using System.Text.Json.Serialization;
using Attachments.Content.Types;
using Attachments.Policies;
using Attachments.Scanning;

namespace Attachments.AspNetCore.Responses;

/// <summary>What is asked of a caller's uploads; the order is the order on the wire.</summary>
/// <param name="MaxAttachmentSize">The longest file accepted, in bytes.</param>
/// <param name="MaxAttachmentsPerMessage">How many attachments a message may have.</param>
/// <param name="AllowedMimeTypes">The media types that are accepted; empty where every type is that is not executable.</param>
/// <param name="RefusedExtensions">The file name extensions that are refused whatever the type, without their dot.</param>
/// <param name="TypeVerification"><c>lenient</c> or <c>strict</c>.</param>
/// <param name="Archives">What is asked of archives; null where they are not looked into.</param>
/// <param name="Scanning"><c>off</c>, <c>inline</c> or <c>background</c>.</param>
/// <param name="Resumable">Whether uploads can be resumed.</param>
/// <param name="Quota">How many bytes the caller's tenant may store; null without a quota.</param>
[JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record AttachmentPolicyResponse(
    [property: JsonPropertyName("maxAttachmentSize")] long MaxAttachmentSize,
    [property: JsonPropertyName("maxAttachmentsPerMessage")] int MaxAttachmentsPerMessage,
    [property: JsonPropertyName("allowedMimeTypes")] IReadOnlyList<string> AllowedMimeTypes,
    [property: JsonPropertyName("refusedExtensions")] IReadOnlyList<string> RefusedExtensions,
    [property: JsonPropertyName("typeVerification")] string TypeVerification,
    [property: JsonPropertyName("archives")] ArchivePolicyResponse? Archives,
    [property: JsonPropertyName("scanning")] string Scanning,
    [property: JsonPropertyName("resumable")] bool Resumable,
    [property: JsonPropertyName("quota")] long? Quota)
{
    /// <summary>Shows a policy.</summary>
    public static AttachmentPolicyResponse Of(UploadPolicy policy) => new(
        policy.MaxAttachmentSize,
        policy.MaxAttachmentsPerMessage,
        policy.AllowedContentTypes,
        policy.RefusedExtensions,
        policy.Verification == ContentTypeVerification.Strict ? "strict" : "lenient",
        policy.Archives is { } archives ? ArchivePolicyResponse.Of(archives) : null,
        TextOf(policy.Scanning),
        Resumable: false,
        Quota: null);

    private static string TextOf(ScanMode mode) => mode switch
    {
        ScanMode.Off => "off",
        ScanMode.Inline => "inline",
        ScanMode.Background => "background",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "This mode has no text."),
    };
}
