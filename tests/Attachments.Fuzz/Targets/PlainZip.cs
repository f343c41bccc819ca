using System.IO.Compression;
using Attachments.Content.Archives.Reading;
using Attachments.Ingestion;

namespace Attachments.Fuzz.Targets;

/// <summary>What a reader that begins at a ZIP's end lists and unpacks, held against the rules that the inspector has let it pass by.</summary>
internal static class PlainZip
{
    /// <param name="bytes">A file that was accepted.</param>
    /// <param name="seen">How many entries the inspector saw; null where that is not known.</param>
    public static void Check(byte[] bytes, int? seen)
    {
        using var archive = TryOpen(bytes);
        if (archive is null)
            return;

        Violation.UnlessEqual(seen ?? archive.Entries.Count, archive.Entries.Count);

        var expanded = 0L;
        foreach (var entry in archive.Entries)
        {
            Violation.Unless(!EntryName.LeadsAway(entry.FullName), "no name leads out of its folder");
            Violation.Unless(!ArchiveReading.Types.Refuses(FileNameRules.ExtensionOf(entry.FullName)), "no extension is one that is refused");
            expanded += Unpack(entry);
            Violation.Unless(expanded <= ArchiveReading.MaxExpandedSize, "no archive expands to more than the limit");
        }
    }

    private static ZipArchive? TryOpen(byte[] bytes)
    {
        try
        {
            var archive = new ZipArchive(new MemoryStream(bytes));
            if (archive.Entries.Count > 0)
                return archive;

            archive.Dispose();
        }
        catch (InvalidDataException)
        {
            // No reader unpacks what it cannot list.
        }

        return null;
    }

    private static long Unpack(ZipArchiveEntry entry)
    {
        var content = new byte[ArchiveReading.MaxExpandedSize + 1];
        var length = 0;
        try
        {
            if (entry.IsEncrypted)
                return 0;

            using var stream = entry.Open();
            length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            // Another method, or damaged: what came until then counts.
        }

        Violation.Unless(!ArchiveReading.IsProgram(content.AsSpan(0, length)), "no entry is a program");
        return length;
    }
}
