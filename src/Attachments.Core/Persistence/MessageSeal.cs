namespace Attachments.Persistence;

/// <summary>Whether a message is closed to uploads. The numbers are stored; an open message has no row.</summary>
public enum MessageSeal
{
    /// <summary>Open.</summary>
    None = 0,

    /// <summary>Sent, or about to be; it can be reopened.</summary>
    Sealed = 1,

    /// <summary>Deleted, for good.</summary>
    Deleted = 2,
}
