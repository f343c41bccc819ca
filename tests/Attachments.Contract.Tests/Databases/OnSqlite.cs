using Attachments.Contract.Hosting;

// Every suite once more, here on SQLite: one line each, so one file for all.
namespace Attachments.Contract.OnSqlite;

public sealed class AdvisoryTests(SqliteHost host) : Advisories.AdvisoryTests(host);

public sealed class ArchiveSettingTests(SqliteHost host) : Archives.ArchiveSettingTests(host);

public sealed class AuthenticationAndAuthorizationTests(SqliteHost host) : Callers.AuthenticationAndAuthorizationTests(host);

public sealed class BackgroundScanTests(SqliteHost host) : Scanning.BackgroundScanTests(host);

public sealed class BacklogTests(SqliteHost host) : Scanning.BacklogTests(host);

public sealed class BearerTokenTests(SqliteHost host) : Callers.BearerTokenTests(host);

public sealed class BlobStoragePathTests(SqliteHost host) : Settings.BlobStoragePathTests(host);

public sealed class CallerMatrixTests(SqliteHost host) : Callers.CallerMatrixTests(host);

public sealed class CheckOrderTests(SqliteHost host) : Uploading.CheckOrderTests(host);

public sealed class ConcurrencyTests(SqliteHost host) : Deduplication.ConcurrencyTests(host);

public sealed class ContentDispositionTests(SqliteHost host) : Downloading.ContentDispositionTests(host);

public sealed class ContentEncodingTests(SqliteHost host) : Metadata.ContentEncodingTests(host);

public sealed class DeduplicationTests(SqliteHost host) : Deduplication.DeduplicationTests(host);

public sealed class DeleteAttachmentTests(SqliteHost host) : Deleting.DeleteAttachmentTests(host);

public sealed class DeletionTests(SqliteHost host) : Deleting.DeletionTests(host);

public sealed class DisguisedFileTests(SqliteHost host) : Types.DisguisedFileTests(host);

public sealed class DownloadAttachmentTests(SqliteHost host) : Downloading.DownloadAttachmentTests(host);

public sealed class DownloadHeaderTests(SqliteHost host) : Downloading.DownloadHeaderTests(host);

public sealed class FuzzTests(SqliteHost host) : Errors.FuzzTests(host);

public sealed class GetAttachmentMetadataTests(SqliteHost host) : Metadata.GetAttachmentMetadataTests(host);

public sealed class HeaderCallerTests(SqliteHost host) : Callers.HeaderCallerTests(host);

public sealed class HeaderInjectionTests(SqliteHost host) : Names.HeaderInjectionTests(host);

public sealed class ImageLimitTests(SqliteHost host) : Types.ImageLimitTests(host);

public sealed class InlineScanTests(SqliteHost host) : Scanning.InlineScanTests(host);

public sealed class KnownMalwareTests(SqliteHost host) : Scanning.KnownMalwareTests(host);

public sealed class LimitSettingTests(SqliteHost host) : Settings.LimitSettingTests(host);

public sealed class ListAttachmentsTests(SqliteHost host) : Listing.ListAttachmentsTests(host);

public sealed class ListOrderTests(SqliteHost host) : Listing.ListOrderTests(host);

public sealed class LogPrivacyTests(SqliteHost host) : Logging.LogPrivacyTests(host);

public sealed class MalformedIdTests(SqliteHost host) : Callers.MalformedIdTests(host);

public sealed class MessageEndpointTests(SqliteHost host) : Messages.MessageEndpointTests(host);

public sealed class NothingStaysTests(SqliteHost host) : Uploading.NothingStaysTests(host);

public sealed class OverPostingTests(SqliteHost host) : Uploading.OverPostingTests(host);

public sealed class PolicyTests(SqliteHost host) : Policies.PolicyTests(host);

public sealed class PreconditionTests(SqliteHost host) : Downloading.PreconditionTests(host);

public sealed class ProblemTests(SqliteHost host) : Errors.ProblemTests(host);

public sealed class RangeTests(SqliteHost host) : Downloading.RangeTests(host);

public sealed class RawUploadTests(SqliteHost host) : Uploading.RawUploadTests(host);

public sealed class RefusedArchiveTests(SqliteHost host) : Archives.RefusedArchiveTests(host);

public sealed class RefusedContentTests(SqliteHost host) : Scanning.RefusedContentTests(host);

public sealed class RefusedTypeTests(SqliteHost host) : Types.RefusedTypeTests(host);

public sealed class ScanOptionTests(SqliteHost host) : Scanning.ScanOptionTests(host);

public sealed class ScannerFaultTests(SqliteHost host) : Scanning.ScannerFaultTests(host);

public sealed class SealingTests(SqliteHost host) : Sealing.SealingTests(host);

public sealed class SoundArchiveTests(SqliteHost host) : Archives.SoundArchiveTests(host);

public sealed class StorageFaultTests(SqliteHost host) : Faults.StorageFaultTests(host);

public sealed class StoredFileTests(SqliteHost host) : Storage.StoredFileTests(host);

public sealed class StoredNameTests(SqliteHost host) : Names.StoredNameTests(host);

public sealed class StoredTypeTests(SqliteHost host) : Types.StoredTypeTests(host);

public sealed class StrictVerificationTests(SqliteHost host) : Types.StrictVerificationTests(host);

public sealed class TooLargeTests(SqliteHost host) : Uploading.TooLargeTests(host);

public sealed class UploadAnswerTests(SqliteHost host) : Uploading.UploadAnswerTests(host);

public sealed class UploadAttachmentTests(SqliteHost host) : Uploading.UploadAttachmentTests(host);

public sealed class UploadFormTests(SqliteHost host) : Uploading.UploadFormTests(host);
