namespace Attachments.Content.Archives;

/// <summary>What an archive's entry becomes where it is unpacked.</summary>
public enum ArchiveEntryKind
{
    /// <summary>A file, or a folder.</summary>
    File,

    /// <summary>A symbolic or hard link, a device, a pipe or a socket: none of them is mailed, each of them can lead out of a folder.</summary>
    Special,
}
