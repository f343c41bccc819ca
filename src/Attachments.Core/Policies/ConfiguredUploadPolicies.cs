using Attachments.Access;
using Attachments.Content.Types;
using Attachments.Scanning;
using Microsoft.Extensions.Options;

namespace Attachments.Policies;

/// <summary>The policy of the options, the same for every caller.</summary>
internal sealed class ConfiguredUploadPolicies(
    IOptions<AttachmentsOptions> limits, ContentTypeRules rules, IOptions<ContentTypeOptions> types, IOptions<ScanningOptions> scanning) : IUploadPolicies
{
    private readonly UploadPolicy policy = new()
    {
        MaxAttachmentSize = limits.Value.MaxAttachmentSize,
        MaxAttachmentsPerMessage = limits.Value.MaxAttachmentsPerMessage,
        AllowedContentTypes = rules.AllowedTypes,
        RefusedExtensions = rules.RefusedExtensions,
        Verification = types.Value.Verification,
        Scanning = scanning.Value.Mode,
    };

    public ValueTask<UploadPolicy> GetAsync(AttachmentCaller caller, CancellationToken cancellationToken) => new(policy);
}
