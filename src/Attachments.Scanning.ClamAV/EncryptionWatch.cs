using System.Buffers.Binary;

namespace Attachments.Scanning.ClamAV;

/// <summary>Finds encrypted ZIP entries and Office documents in passing bytes, for a clamd that calls them clean.</summary>
/// <remarks>Sees what lies open: an encrypted ZIP within a compressed entry, and encrypted 7z, RAR and PDF, only clamd can tell.</remarks>
internal sealed class EncryptionWatch
{
    // A local header without its name (APPNOTE 4.3.7).
    private const int HeaderSize = 30;

    private static ReadOnlySpan<byte> LocalHeader => "PK\u0003\u0004"u8;

    // The stream of an encrypted Office document (MS-OFFCRYPTO 2.3.4.4), as a compound file's directory spells it: UTF-16.
    private static ReadOnlySpan<byte> EncryptedPackage => "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"u8;

    // The end of what was seen, then the beginning of what comes: a mark may lie across the two.
    private readonly byte[] seam = new byte[2 * Overlap];
    private int held;

    private static int Overlap => EncryptedPackage.Length;

    /// <summary>Gets what was found; null where nothing was.</summary>
    public string? Found { get; private set; }

    public void See(ReadOnlySpan<byte> bytes)
    {
        if (Found is not null)
            return;

        var head = bytes[..Math.Min(bytes.Length, Overlap)];
        head.CopyTo(seam.AsSpan(held));
        Look(seam.AsSpan(0, held + head.Length));
        Look(bytes);
        Hold(bytes, held + head.Length);
    }

    // Keeps one byte less than the longest mark: a whole one was found already.
    private void Hold(ReadOnlySpan<byte> bytes, int joined)
    {
        var tail = bytes.Length >= Overlap ? bytes : seam.AsSpan(0, joined);
        tail = tail[Math.Max(0, tail.Length - (Overlap - 1))..];
        held = tail.Length;
        tail.CopyTo(seam);
    }

    private void Look(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf(EncryptedPackage) >= 0)
            Found = "An encrypted Office document";

        for (var at = bytes.IndexOf(LocalHeader); at >= 0 && at + HeaderSize <= bytes.Length;)
        {
            if (IsEncryptedEntry(bytes.Slice(at, HeaderSize)))
                Found = "An encrypted ZIP entry";

            var next = bytes[(at + 4)..].IndexOf(LocalHeader);
            at = next < 0 ? -1 : at + 4 + next;
        }
    }

    // The fields beside the flag, so that chance bytes are not taken for a header: a version that exists, a method that exists, a name.
    private static bool IsEncryptedEntry(ReadOnlySpan<byte> header)
    {
        var version = header[4];
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        return (flags & 1) != 0 && version <= 63 && method <= 99 && nameLength is > 0 and < 4096;
    }
}
