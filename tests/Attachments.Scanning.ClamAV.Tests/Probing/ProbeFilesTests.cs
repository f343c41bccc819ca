using System.IO.Compression;
using Attachments.Testing.Scanning;
using Xunit;

namespace Attachments.Scanning.ClamAV.Probing;

public sealed class ProbeFilesTests
{
    [Theory]
    [InlineData(65_536)]
    [InlineData(1_048_577)]
    public void The_padded_archive_has_exactly_the_length_and_ends_with_the_test_file(int length)
    {
        var bytes = Bytes(ProbeFiles.Padded(length));

        using var archive = new ZipArchive(new MemoryStream(bytes));
        var last = archive.Entries[^1];
        Assert.Equal(length, bytes.Length);
        Assert.Equal(["padding.bin", "eicar.com"], archive.Entries.Select(entry => entry.Name));
        Assert.Equal(InMemoryScanner.EicarFile.ToArray(), Read(last));
        Assert.All(archive.Entries, entry => Assert.Equal(entry.Crc32, ChecksumOf(Read(entry))));
        Assert.True(bytes.AsSpan().IndexOf(InMemoryScanner.EicarFile.Span) > length - 300);
    }

    [Fact]
    public void The_nested_archive_is_101_archives_deep_and_shows_the_test_file_in_none_of_the_outer_ones()
    {
        var bytes = Bytes(ProbeFiles.TooDeep);
        var depth = 0;
        while (bytes.AsSpan().StartsWith("PK"u8))
        {
            Assert.Equal(-1, bytes.AsSpan().IndexOf(InMemoryScanner.EicarFile.Span));
            using var archive = new ZipArchive(new MemoryStream(bytes));
            bytes = Read(Assert.Single(archive.Entries));
            depth++;
        }

        Assert.Equal(101, depth);
        Assert.Equal(InMemoryScanner.EicarFile.ToArray(), bytes);
    }

    [Fact]
    public void The_encrypted_archive_says_that_it_is() => Assert.True(Assert.Single(new ZipArchive(new MemoryStream(Bytes(ProbeFiles.EncryptedArchive))).Entries).IsEncrypted);

    [Fact]
    public void The_files_of_fixed_size_fit_into_the_shortest_stream() =>
        Assert.All([ProbeFiles.Eicar, ProbeFiles.TooDeep, ProbeFiles.EncryptedArchive, ProbeFiles.EncryptedDocument], file => Assert.InRange(file.Length, 1, 65_536));

    // ZipArchive's own checksum of the same bytes.
    private static uint ChecksumOf(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("x").Open())
            entry.Write(content);

        using var written = new ZipArchive(bytes);
        return written.Entries[0].Crc32;
    }

    private static byte[] Bytes(ProbeFile file) => [.. file.Blocks().SelectMany(block => block.ToArray())];

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
