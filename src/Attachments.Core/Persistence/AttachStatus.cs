namespace Attachments.Persistence;

/// <summary>How an attempt to attach ended.</summary>
public enum AttachStatus
{
    /// <summary>The attachment was made.</summary>
    Attached,

    /// <summary>The message already has an attachment of these bytes, which comes back instead.</summary>
    Duplicate,

    /// <summary>The tenant does not have these bytes: the key is reserved, publish and attach anew. Only of <see cref="IAttachmentRepository.AttachOrReserveAsync"/>.</summary>
    Reserved,

    /// <summary>The message has as many attachments as it may have.</summary>
    MessageFull,

    /// <summary>The bytes are known to be infected.</summary>
    Infected,

    /// <summary>The message was sealed.</summary>
    MessageSealed,

    /// <summary>The message was deleted.</summary>
    MessageDeleted,

    /// <summary>The reservation was swept before the bytes were published. Only of <see cref="IAttachmentRepository.AttachNewAsync"/>.</summary>
    ReservationLost,

    /// <summary>The bytes are known to be unscannable, and such are refused (<see cref="NewAttachment.RefuseUnscannable"/>).</summary>
    Unscannable,
}
