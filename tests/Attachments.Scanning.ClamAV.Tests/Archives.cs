using System.IO.Compression;
using System.Text;
using Attachments.Testing.Scanning;

namespace Attachments.Scanning.ClamAV;

internal static class Archives
{
    private static byte[] Eicar => InMemoryScanner.EicarFile.ToArray();

    public static byte[] Zip(string name, byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry(name, level).Open())
            entry.Write(content);

        return bytes.ToArray();
    }

    /// <summary>A ZIP whose entry bears the mark of encryption.</summary>
    public static byte[] EncryptedZip()
    {
        var zip = Zip("secret.txt", new byte[64]);
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        return zip;
    }

    public static byte[] Mail() => Encoding.ASCII.GetBytes(
        "From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + "--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
        + "--b\r\nContent-Type: application/octet-stream; name=\"x.com\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + Convert.ToBase64String(Eicar) + "\r\n--b--\r\n");

    public static byte[] Random(int length)
    {
        var bytes = new byte[length];
#pragma warning disable CA5394 // Not a secret: only so that nothing in it is compressible or known.
        System.Random.Shared.NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }
}
