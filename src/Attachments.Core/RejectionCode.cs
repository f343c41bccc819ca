namespace Attachments;

/// <summary>Why an operation was refused. Every code has one HTTP status and one stable spelling on the wire (docs/http-api.md).</summary>
public enum RejectionCode
{
    /// <summary>No such message for this caller.</summary>
    MessageNotFound,

    /// <summary>No such attachment for this caller.</summary>
    AttachmentNotFound,

    /// <summary>The row is there, the bytes are not.</summary>
    ContentMissing,

    /// <summary>The message takes no attachments.</summary>
    MessageNotDraft,

    /// <summary>The message is at its limit.</summary>
    TooManyAttachments,

    /// <summary>The form carries no file.</summary>
    FileRequired,

    /// <summary>The form carries more than one file.</summary>
    TooManyFiles,

    /// <summary>The body is no well-formed multipart form.</summary>
    MalformedForm,

    /// <summary>The body ended early.</summary>
    UploadInterrupted,

    /// <summary>The file has no bytes.</summary>
    FileEmpty,

    /// <summary>The file is too long.</summary>
    FileTooLarge,

    /// <summary>The type or extension is refused.</summary>
    TypeNotAllowed,

    /// <summary>The bytes are not of the declared type (strict verification).</summary>
    TypeMismatch,

    /// <summary>A scanner found malware.</summary>
    MalwareDetected,

    /// <summary>Scanning is on and the verdict is not in.</summary>
    ScanPending,

    /// <summary>A scanner could not look at all of the bytes.</summary>
    FileUnscannable,

    /// <summary>The image says that it has more pixels or frames than allowed.</summary>
    ImageTooLarge,

    /// <summary>The archive holds, or is, what is not accepted.</summary>
    ArchiveRefused,
}
