using System.IO.Compression;
using System.Text;

namespace Attachments.Scanning.ClamAV.Probing;

/// <summary>Files that a well configured clamd does not call clean.</summary>
internal static class ProbeFiles
{
    // Deeper than any clamd goes: its MaxRecursion is 100 at most.
    private const int Depth = 101;

    // As much as an archive may expand to that the library accepts.
    private const long Expanded = 1L << 30;

    // The EICAR test file backwards, so that no scanner takes this assembly for it.
    private const string Backwards = """*H+H$!ELIF-TSET-SURIVITNA-DRADNATS-RACIE$}7)CC7)^P(45XZP\4[PA@%P!O5X""";

    private static readonly byte[] TestFile = [.. Encoding.ASCII.GetBytes(Backwards).Reverse()];

    /// <summary>Gets the EICAR test file, which every set of signatures knows.</summary>
    public static ProbeFile Eicar { get; } = new(TestFile);

    /// <summary>Gets the test file in a ZIP in a ZIP and so on, deeper than clamd looks.</summary>
    /// <remarks>It tells in a few kilobytes, and whatever the limits are, whether clamd says so when it stops at one.</remarks>
    public static ProbeFile TooDeep { get; } = new(Nested());

    /// <summary>Gets a ZIP whose one entry is said to be encrypted.</summary>
    public static ProbeFile EncryptedArchive { get; } = new(MarkEncrypted(Zip("secret.txt", new byte[64])));

    /// <summary>Gets a PDF that is said to be encrypted.</summary>
    public static ProbeFile EncryptedDocument { get; } = new(EncryptedPdf());

    /// <summary>Gets a few kilobytes that expand to a gigabyte: in a compressed entry a ZIP with padding first, and the test file last.</summary>
    /// <remarks>Made once, and only where it is needed: it takes seconds.</remarks>
    public static Lazy<ProbeFile> Expanding { get; } = new(() => new ProbeFile(Zip("expanding.zip", Zip("padded.zip", Padded(Expanded)))));

    /// <summary>Makes a ZIP of exactly so many bytes: padding first, the test file last, neither compressed.</summary>
    /// <remarks>Who looks at a part alone finds nothing. An archive, because many signatures match the test file only as a file of its own.</remarks>
    public static ProbeFile Padded(long length)
    {
        var padding = new StoredZipEntry("padding.bin", 0, 0, Offset: 0);
        var eicar = new StoredZipEntry("eicar.com", (uint)TestFile.Length, Crc32.Of(TestFile), Offset: 0);

        var zeros = (uint)(length - padding.Overhead - eicar.Overhead - TestFile.Length - StoredZipEntry.ArchiveOverhead);
        padding = padding with { Size = zeros, Crc = Crc32.OfZeros(zeros) };
        var head = padding.LocalHeader();
        eicar = eicar with { Offset = (uint)head.Length + zeros };

        byte[] last = [.. eicar.LocalHeader(), .. TestFile];
        return new ProbeFile(head, zeros, (byte[])[.. last, .. StoredZipEntry.Directory([padding, eicar], eicar.Offset + (uint)last.Length)]);
    }

    private static byte[] Nested()
    {
        var nested = Zip("eicar.com", TestFile);
        for (var level = 1; level < Depth; level++)
            nested = Zip("nested.zip", nested);

        return nested;
    }

    // Compressed: stored, the test file would stand in the outermost file as it is, where some signatures find it.
    private static byte[] Zip(string name, byte[] content) => Zip(name, new ProbeFile(content));

    private static byte[] Zip(string name, ProbeFile content)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry(name, CompressionLevel.Optimal).Open())
        {
            foreach (var block in content.Blocks())
                entry.Write(block.Span);
        }

        return bytes.ToArray();
    }

    // Bit 0 of the flags, in the local header and in the directory's (APPNOTE 4.4.4).
    private static byte[] MarkEncrypted(byte[] zip)
    {
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        return zip;
    }

    // No more of it than makes clamd look for a password (ISO 32000-1, 7.6).
    private static byte[] EncryptedPdf()
    {
        var (key, id) = (new string('4', 64), new string('4', 32));
        return Encoding.ASCII.GetBytes($"""
            %PDF-1.4
            1 0 obj
            << /Type /Catalog >>
            endobj
            2 0 obj
            << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >>
            endobj
            trailer
            << /Root 1 0 R /Encrypt 2 0 R /ID [<{id}>] >>
            startxref
            0
            %%EOF

            """);
    }
}
