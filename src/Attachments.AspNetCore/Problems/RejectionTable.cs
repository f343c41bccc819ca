namespace Attachments.AspNetCore.Problems;

/// <summary>How every refusal shows on the wire. One row per <see cref="RejectionCode"/>.</summary>
internal static class RejectionTable
{
    private const int ScanRetryAfter = 5;

    /// <summary>Turns a refusal into an answer.</summary>
    /// <param name="rejection">The refusal.</param>
    /// <param name="givesContent">
    /// Whether the endpoint gives content: what a scanner said of bytes forbids to read them (403), but makes the request that brings them invalid (400).
    /// </param>
    public static Problem ToProblem(Rejection rejection, bool givesContent)
    {
        var (status, code) = Row(rejection.Code, givesContent);
        return new Problem(status, code, rejection.Detail) { RetryAfter = rejection.Code == RejectionCode.ScanPending ? ScanRetryAfter : null };
    }

    private static (int Status, string Code) Row(RejectionCode code, bool givesContent) => code switch
    {
        RejectionCode.MessageNotFound => (404, "message_not_found"),
        RejectionCode.AttachmentNotFound => (404, "attachment_not_found"),
        RejectionCode.ContentMissing => (404, "content_missing"),
        RejectionCode.MessageNotDraft => (400, "message_not_draft"),
        RejectionCode.TooManyAttachments => (400, "too_many_attachments"),
        RejectionCode.FileRequired => (400, "file_required"),
        RejectionCode.TooManyFiles => (400, "too_many_files"),
        RejectionCode.MalformedForm => (400, "malformed_form"),
        RejectionCode.UploadInterrupted => (400, "upload_interrupted"),
        RejectionCode.FileEmpty => (400, "file_empty"),
        RejectionCode.FileTooLarge => (413, "file_too_large"),
        RejectionCode.TypeNotAllowed => (400, "type_not_allowed"),
        RejectionCode.TypeMismatch => (400, "type_mismatch"),
        RejectionCode.ImageTooLarge => (400, "image_too_large"),
        RejectionCode.ArchiveRefused => (400, "archive_refused"),
        RejectionCode.MalwareDetected => (givesContent ? 403 : 400, "malware_detected"),
        RejectionCode.ScanPending => (409, "scan_pending"),
        RejectionCode.FileUnscannable => (givesContent ? 403 : 400, "file_unscannable"),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "This rejection has no row in the table."),
    };
}
