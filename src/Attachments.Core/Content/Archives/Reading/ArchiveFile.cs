namespace Attachments.Content.Archives.Reading;

/// <summary>A file that is looked into.</summary>
/// <param name="Name">The upload's name, or the entry's.</param>
/// <param name="Depth">How many archives it is in: 0 is the upload itself.</param>
/// <param name="Parent">The archive that it is in; null for the upload.</param>
/// <param name="ContentType">The declared type, normalised; null for an entry.</param>
internal sealed record ArchiveFile(string Name, int Depth, ArchiveFile? Parent, string? ContentType = null);
