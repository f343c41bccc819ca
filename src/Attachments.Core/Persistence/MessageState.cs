namespace Attachments.Persistence;

/// <summary>What the library's own tables say of a message.</summary>
/// <param name="AttachmentCount">How many attachments it has.</param>
/// <param name="Seal">Whether it is closed to uploads.</param>
public readonly record struct MessageState(int AttachmentCount, MessageSeal Seal);
