using Attachments.Contract.Databases;
using Attachments.Contract.Hosting;

// Every suite once more, here on PostgreSQL: one line each, so one file for all.
namespace Attachments.Contract.OnPostgreSql;

public sealed class AdvisoryTests(PostgreSqlHost host) : Advisories.AdvisoryTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ArchiveSettingTests(PostgreSqlHost host) : Archives.ArchiveSettingTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class AuthenticationAndAuthorizationTests(PostgreSqlHost host) : Callers.AuthenticationAndAuthorizationTests(host);

public sealed class BackgroundScanTests(PostgreSqlHost host) : Scanning.BackgroundScanTests(host);

public sealed class BacklogTests(PostgreSqlHost host) : Scanning.BacklogTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class BearerTokenTests(PostgreSqlHost host) : Callers.BearerTokenTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class BlobStoragePathTests(PostgreSqlHost host) : Settings.BlobStoragePathTests(host);

public sealed class CallerMatrixTests(PostgreSqlHost host) : Callers.CallerMatrixTests(host);

public sealed class CheckOrderTests(PostgreSqlHost host) : Uploading.CheckOrderTests(host);

public sealed class ConcurrencyTests(PostgreSqlHost host) : Deduplication.ConcurrencyTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ContentDispositionTests(PostgreSqlHost host) : Downloading.ContentDispositionTests(host);

public sealed class ContentEncodingTests(PostgreSqlHost host) : Metadata.ContentEncodingTests(host);

public sealed class DeduplicationTests(PostgreSqlHost host) : Deduplication.DeduplicationTests(host);

public sealed class DeleteAttachmentTests(PostgreSqlHost host) : Deleting.DeleteAttachmentTests(host);

public sealed class DeletionTests(PostgreSqlHost host) : Deleting.DeletionTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class DisguisedFileTests(PostgreSqlHost host) : Types.DisguisedFileTests(host);

public sealed class DownloadAttachmentTests(PostgreSqlHost host) : Downloading.DownloadAttachmentTests(host);

public sealed class DownloadHeaderTests(PostgreSqlHost host) : Downloading.DownloadHeaderTests(host);

public sealed class FuzzTests(PostgreSqlHost host) : Errors.FuzzTests(host);

public sealed class GetAttachmentMetadataTests(PostgreSqlHost host) : Metadata.GetAttachmentMetadataTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class HeaderCallerTests(PostgreSqlHost host) : Callers.HeaderCallerTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class HeaderInjectionTests(PostgreSqlHost host) : Names.HeaderInjectionTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ImageLimitTests(PostgreSqlHost host) : Types.ImageLimitTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class InlineScanTests(PostgreSqlHost host) : Scanning.InlineScanTests(host);

public sealed class KnownMalwareTests(PostgreSqlHost host) : Scanning.KnownMalwareTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class LimitSettingTests(PostgreSqlHost host) : Settings.LimitSettingTests(host);

public sealed class ListAttachmentsTests(PostgreSqlHost host) : Listing.ListAttachmentsTests(host);

public sealed class ListOrderTests(PostgreSqlHost host) : Listing.ListOrderTests(host);

public sealed class LogPrivacyTests(PostgreSqlHost host) : Logging.LogPrivacyTests(host);

public sealed class MalformedIdTests(PostgreSqlHost host) : Callers.MalformedIdTests(host);

public sealed class MessageEndpointTests(PostgreSqlHost host) : Messages.MessageEndpointTests(host);

public sealed class NothingStaysTests(PostgreSqlHost host) : Uploading.NothingStaysTests(host);

public sealed class OverPostingTests(PostgreSqlHost host) : Uploading.OverPostingTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class PolicyTests(PostgreSqlHost host) : Policies.PolicyTests(host);

public sealed class PreconditionTests(PostgreSqlHost host) : Downloading.PreconditionTests(host);

public sealed class ProblemTests(PostgreSqlHost host) : Errors.ProblemTests(host);

public sealed class RangeTests(PostgreSqlHost host) : Downloading.RangeTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class RawUploadTests(PostgreSqlHost host) : Uploading.RawUploadTests(host);

public sealed class RefusedArchiveTests(PostgreSqlHost host) : Archives.RefusedArchiveTests(host);

public sealed class RefusedContentTests(PostgreSqlHost host) : Scanning.RefusedContentTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class RefusedTypeTests(PostgreSqlHost host) : Types.RefusedTypeTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ScanOptionTests(PostgreSqlHost host) : Scanning.ScanOptionTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class ScannerFaultTests(PostgreSqlHost host) : Scanning.ScannerFaultTests(host);

public sealed class SealingTests(PostgreSqlHost host) : Sealing.SealingTests(host);

public sealed class SoundArchiveTests(PostgreSqlHost host) : Archives.SoundArchiveTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class StorageFaultTests(PostgreSqlHost host) : Faults.StorageFaultTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class StoredFileTests(PostgreSqlHost host) : Storage.StoredFileTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class StoredNameTests(PostgreSqlHost host) : Names.StoredNameTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class StoredTypeTests(PostgreSqlHost host) : Types.StoredTypeTests(host);

[Trait(Extent.Name, Extent.Full)]
public sealed class StrictVerificationTests(PostgreSqlHost host) : Types.StrictVerificationTests(host);

public sealed class TooLargeTests(PostgreSqlHost host) : Uploading.TooLargeTests(host);

public sealed class UploadAnswerTests(PostgreSqlHost host) : Uploading.UploadAnswerTests(host);

public sealed class UploadAttachmentTests(PostgreSqlHost host) : Uploading.UploadAttachmentTests(host);

public sealed class UploadFormTests(PostgreSqlHost host) : Uploading.UploadFormTests(host);
