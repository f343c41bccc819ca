using Attachments.Scanning;

namespace Attachments.Persistence;

/// <summary>How an attempt to seal ended.</summary>
/// <param name="Seal">The message's state afterwards: <see cref="MessageSeal.None"/> where sealing was refused.</param>
/// <param name="AttachmentCount">How many attachments the message has.</param>
/// <param name="Refused">The worst verdict that stood in the way (infected, unscannable, pending, in that order); null where none did.</param>
public readonly record struct SealOutcome(MessageSeal Seal, long AttachmentCount, ScanStatus? Refused);
