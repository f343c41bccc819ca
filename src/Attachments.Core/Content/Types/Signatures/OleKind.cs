namespace Attachments.Content.Types.Signatures;

/// <summary>How one application's compound files are known.</summary>
/// <param name="Classes">The first four bytes of the class ids that its root has; the rest is common to all, or close to it.</param>
/// <param name="Entries">Names in its directory, each in itself a proof.</param>
internal sealed record OleKind(uint[] Classes, params string[] Entries);
