namespace Attachments.Content.Archives;

/// <summary>Ends the reading of an archive that is refused, out of all the streams through which it is read. The refusal itself is <see cref="Reading.ArchiveBudget.Refusal"/>.</summary>
internal sealed class ArchiveRefusedException(string detail) : Exception(detail);
