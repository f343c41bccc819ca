namespace Attachments.Persistence;

/// <summary>How an attempt to attach ended.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Attachment">The attachment, for <see cref="AttachStatus.Attached"/> and <see cref="AttachStatus.Duplicate"/>.</param>
public sealed record AttachOutcome(AttachStatus Status, Attachment? Attachment = null)
{
    /// <summary>
    /// Gets whether a commit of this attempt may have gone through unseen (a connection lost in mid-commit). The upload's own bytes must then not
    /// be deleted by the uploader: another message may share them by now. The sweeper decides.
    /// </summary>
    public bool InDoubt { get; init; }
}
