namespace Attachments.Content.Types.Signatures;

/// <summary>Says whether a head whose fixed bytes match is really of the signature's type.</summary>
internal delegate bool HeadCheck(ReadOnlySpan<byte> head);
