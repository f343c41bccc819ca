using Attachments.Contract.Databases;
using Attachments.Contract.Hosting;

// Every suite that is not about folders once more, here on S3 and PostgreSQL: one line each, so one file for all.
namespace Attachments.Contract.OnS3;

public sealed class AdvisoryTests(S3Host host) : Advisories.AdvisoryTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ArchiveSettingTests(S3Host host) : Archives.ArchiveSettingTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class AuthenticationAndAuthorizationTests(S3Host host) : Callers.AuthenticationAndAuthorizationTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class BackgroundScanTests(S3Host host) : Scanning.BackgroundScanTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class BacklogTests(S3Host host) : Scanning.BacklogTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class BearerTokenTests(S3Host host) : Callers.BearerTokenTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class CallerMatrixTests(S3Host host) : Callers.CallerMatrixTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class CheckOrderTests(S3Host host) : Uploading.CheckOrderTests(host);

public sealed class ConcurrencyTests(S3Host host) : Deduplication.ConcurrencyTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ContentDispositionTests(S3Host host) : Downloading.ContentDispositionTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ContentEncodingTests(S3Host host) : Metadata.ContentEncodingTests(host);

public sealed class DeduplicationTests(S3Host host) : Deduplication.DeduplicationTests(host);

public sealed class DeleteAttachmentTests(S3Host host) : Deleting.DeleteAttachmentTests(host);

public sealed class DeletionTests(S3Host host) : Deleting.DeletionTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class DisguisedFileTests(S3Host host) : Types.DisguisedFileTests(host);

public sealed class DownloadAttachmentTests(S3Host host) : Downloading.DownloadAttachmentTests(host);

public sealed class DownloadHeaderTests(S3Host host) : Downloading.DownloadHeaderTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class FuzzTests(S3Host host) : Errors.FuzzTests(host);

public sealed class GetAttachmentMetadataTests(S3Host host) : Metadata.GetAttachmentMetadataTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class HeaderCallerTests(S3Host host) : Callers.HeaderCallerTests(host);

public sealed class HeaderInjectionTests(S3Host host) : Names.HeaderInjectionTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ImageLimitTests(S3Host host) : Types.ImageLimitTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class InlineScanTests(S3Host host) : Scanning.InlineScanTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class KnownMalwareTests(S3Host host) : Scanning.KnownMalwareTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class LimitSettingTests(S3Host host) : Settings.LimitSettingTests(host);

public sealed class ListAttachmentsTests(S3Host host) : Listing.ListAttachmentsTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ListOrderTests(S3Host host) : Listing.ListOrderTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class LogPrivacyTests(S3Host host) : Logging.LogPrivacyTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class MalformedIdTests(S3Host host) : Callers.MalformedIdTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class MessageEndpointTests(S3Host host) : Messages.MessageEndpointTests(host);

public sealed class NothingStaysTests(S3Host host) : Uploading.NothingStaysTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class OverPostingTests(S3Host host) : Uploading.OverPostingTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class PolicyTests(S3Host host) : Policies.PolicyTests(host);

public sealed class PreconditionTests(S3Host host) : Downloading.PreconditionTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ProblemTests(S3Host host) : Errors.ProblemTests(host);

public sealed class RangeTests(S3Host host) : Downloading.RangeTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class RawUploadTests(S3Host host) : Uploading.RawUploadTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class RefusedArchiveTests(S3Host host) : Archives.RefusedArchiveTests(host);

public sealed class RefusedContentTests(S3Host host) : Scanning.RefusedContentTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class RefusedTypeTests(S3Host host) : Types.RefusedTypeTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ScanOptionTests(S3Host host) : Scanning.ScanOptionTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ScannerFaultTests(S3Host host) : Scanning.ScannerFaultTests(host);

public sealed class SealingTests(S3Host host) : Sealing.SealingTests(host);

public sealed class SoundArchiveTests(S3Host host) : Archives.SoundArchiveTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class StoredNameTests(S3Host host) : Names.StoredNameTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class StoredTypeTests(S3Host host) : Types.StoredTypeTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class StrictVerificationTests(S3Host host) : Types.StrictVerificationTests(host);

public sealed class TooLargeTests(S3Host host) : Uploading.TooLargeTests(host);

public sealed class UploadAnswerTests(S3Host host) : Uploading.UploadAnswerTests(host);

public sealed class UploadAttachmentTests(S3Host host) : Uploading.UploadAttachmentTests(host);

public sealed class UploadFormTests(S3Host host) : Uploading.UploadFormTests(host);
