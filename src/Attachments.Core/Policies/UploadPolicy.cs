using Attachments.Content.Types;
using Attachments.Scanning;

namespace Attachments.Policies;

/// <summary>What is asked of a caller's uploads: limits, types and scanning as they are enforced.</summary>
public sealed record UploadPolicy
{
    /// <summary>Gets the longest file accepted.</summary>
    /// <value>In bytes.</value>
    public required long MaxAttachmentSize { get; init; }

    /// <summary>Gets how many attachments a message may have.</summary>
    public required int MaxAttachmentsPerMessage { get; init; }

    /// <summary>Gets the media types that are accepted.</summary>
    /// <value>Lower case, without parameters, under their own names. Empty where every type is accepted that is not executable.</value>
    public required IReadOnlyList<string> AllowedContentTypes { get; init; }

    /// <summary>Gets the file name extensions that are refused whatever the type.</summary>
    /// <value>Lower case, without their dot.</value>
    public required IReadOnlyList<string> RefusedExtensions { get; init; }

    /// <summary>Gets how strictly bytes are held against the declared type.</summary>
    public required ContentTypeVerification Verification { get; init; }

    /// <summary>Gets what is asked of archives.</summary>
    /// <value>Null where archives are not looked into.</value>
    public required ArchivePolicy? Archives { get; init; }

    /// <summary>Gets when uploads are scanned.</summary>
    public required ScanMode Scanning { get; init; }
}
