namespace Attachments.Content.Archives;

/// <summary>What an archive says of one entry.</summary>
/// <param name="Name">The entry's name, with its path as it stands in the archive.</param>
public sealed record ArchiveEntry(string Name)
{
    /// <summary>Gets what the entry is.</summary>
    /// <value>The default is <see cref="ArchiveEntryKind.File"/>.</value>
    public ArchiveEntryKind Kind { get; init; }
}
