using System.Globalization;

namespace Attachments;

/// <summary>An expected refusal.</summary>
/// <param name="Code">The stable code that programs act on.</param>
/// <param name="Detail">One English sentence for the person who reads the answer. It never carries a path, a secret or another tenant's data.</param>
public sealed record Rejection(RejectionCode Code, string Detail)
{
    /// <summary>The message does not exist, or is not the caller's: the two are not told apart.</summary>
    public static Rejection MessageNotFound { get; } = new(RejectionCode.MessageNotFound, "Message not found");

    /// <summary>The attachment does not exist, or is not the caller's: the two are not told apart.</summary>
    public static Rejection AttachmentNotFound { get; } = new(RejectionCode.AttachmentNotFound, "Attachment not found");

    /// <summary>The attachment's row is there, its bytes are not.</summary>
    public static Rejection ContentMissing { get; } = new(RejectionCode.ContentMissing, "Attachment file not found");

    /// <summary>The message takes no attachments (any more).</summary>
    public static Rejection MessageNotDraft { get; } = new(RejectionCode.MessageNotDraft, "Attachments can only be added to a draft message");

    /// <summary>The form has no file.</summary>
    public static Rejection FileRequired { get; } = new(RejectionCode.FileRequired, "The form must have one part named 'file' that carries a file");

    /// <summary>The form has more than one file.</summary>
    public static Rejection TooManyFiles { get; } = new(RejectionCode.TooManyFiles, "The form must have only one part named 'file'");

    /// <summary>The file has no bytes.</summary>
    public static Rejection FileEmpty { get; } = new(RejectionCode.FileEmpty, "File is empty");

    /// <summary>The body ended before the form did.</summary>
    public static Rejection UploadInterrupted { get; } = new(RejectionCode.UploadInterrupted, "The upload ended before its closing boundary");

    /// <summary>A scanner found malware in the bytes, now or earlier.</summary>
    public static Rejection MalwareDetected { get; } = new(RejectionCode.MalwareDetected, "File failed virus scan");

    /// <summary>The bytes are not scanned yet.</summary>
    public static Rejection ScanPending { get; } = new(RejectionCode.ScanPending, "File has not been scanned yet");

    /// <summary>The scanner could not look at all of the bytes.</summary>
    public static Rejection FileUnscannable { get; } = new(RejectionCode.FileUnscannable, "File could not be scanned");

    /// <summary>The file, or the form around it, is longer than allowed.</summary>
    /// <param name="limit">The longest file accepted, in bytes.</param>
    public static Rejection FileTooLarge(long limit) => new(RejectionCode.FileTooLarge, $"File size exceeds {Size(limit)}");

    /// <summary>The message has as many attachments as it may have.</summary>
    /// <param name="limit">The most attachments that a message may have.</param>
    public static Rejection TooManyAttachments(int limit) =>
        new(RejectionCode.TooManyAttachments, string.Create(CultureInfo.InvariantCulture, $"A message can have at most {limit} attachments"));

    /// <summary>The body is not a well-formed form.</summary>
    /// <param name="detail">What is wrong with it.</param>
    public static Rejection MalformedForm(string detail) => new(RejectionCode.MalformedForm, detail);

    /// <summary>The file's type or extension is not accepted.</summary>
    /// <param name="detail">Which, and why.</param>
    public static Rejection TypeNotAllowed(string detail) => new(RejectionCode.TypeNotAllowed, detail);

    /// <summary>The file's bytes are not of the type that it claims.</summary>
    /// <param name="contentType">The type that it claims.</param>
    public static Rejection TypeMismatch(string contentType) => new(RejectionCode.TypeMismatch, $"The file's content is not {contentType}");

    /// <summary>The image says that it has more pixels than allowed.</summary>
    /// <param name="limit">The most pixels, width times height.</param>
    public static Rejection ImageTooLarge(long limit) =>
        new(RejectionCode.ImageTooLarge, string.Create(CultureInfo.InvariantCulture, $"The image has more than {limit} pixels"));

    /// <summary>The image says that it has more frames, pages or sizes than allowed.</summary>
    /// <param name="limit">The most frames.</param>
    public static Rejection ImageHasTooManyFrames(int limit) =>
        new(RejectionCode.ImageTooLarge, string.Create(CultureInfo.InvariantCulture, $"The image has more than {limit} frames"));

    /// <summary>The file is an archive that is not accepted: for what it holds, for how it is made, or because it passes a limit.</summary>
    /// <param name="detail">Why.</param>
    public static Rejection ArchiveRefused(string detail) => new(RejectionCode.ArchiveRefused, detail);

    private static string Size(long bytes) => bytes % (1024 * 1024) == 0 && bytes > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024)}MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
}
