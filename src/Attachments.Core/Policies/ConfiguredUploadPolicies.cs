using Attachments.Access;
using Attachments.Content.Archives;
using Attachments.Content.Types;
using Attachments.Scanning;
using Microsoft.Extensions.Options;

namespace Attachments.Policies;

/// <summary>The policy of the options, the same for every caller.</summary>
internal sealed class ConfiguredUploadPolicies(
    IOptions<AttachmentsOptions> limits, ContentTypeRules rules, IOptions<ContentTypeOptions> types, ArchiveRules archives, IOptions<ScanningOptions> scanning) : IUploadPolicies
{
    private readonly UploadPolicy policy = new()
    {
        MaxAttachmentSize = limits.Value.MaxAttachmentSize,
        MaxAttachmentsPerMessage = limits.Value.MaxAttachmentsPerMessage,
        AllowedContentTypes = rules.AllowedTypes,
        RefusedExtensions = rules.RefusedExtensions,
        Verification = types.Value.Verification,
        Archives = Of(archives.Limits),
        Scanning = scanning.Value.Mode,
    };

    public ValueTask<UploadPolicy> GetAsync(AttachmentCaller caller, CancellationToken cancellationToken) => new(policy);

    private static ArchivePolicy? Of(ArchiveOptions limits) => limits.MaxDepth == 0
        ? null
        : new ArchivePolicy { MaxEntries = limits.MaxEntries, MaxDepth = limits.MaxDepth, MaxExpandedSize = limits.MaxExpandedSize, MaxRatio = limits.MaxRatio };
}
