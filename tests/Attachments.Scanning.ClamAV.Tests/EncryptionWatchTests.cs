using System.IO.Compression;
using System.Text;
using CsCheck;
using Xunit;

namespace Attachments.Scanning.ClamAV;

public sealed class EncryptionWatchTests
{
    private static readonly byte[] OfficeDocument = [0xD0, 0xCF, 0x11, 0xE0, .. new byte[600], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[100]];

    public static TheoryData<byte[]> Encrypted => new(new List<byte[]>
    {
        Archives.EncryptedZip(),
        (byte[])[.. new byte[100_000], .. Archives.EncryptedZip()],
        Archives.Zip("inner.zip", Archives.EncryptedZip(), CompressionLevel.NoCompression),
        OfficeDocument,
    });

    public static TheoryData<byte[]> Open => new(new List<byte[]>
    {
        Array.Empty<byte>(),
        "PK"u8.ToArray(),
        "PK\u0003\u0004 is how a ZIP begins, and EncryptedPackage a word"u8.ToArray(),
        Archives.Zip("open.txt", new byte[1000]),
        Archives.Zip("inner.zip", Archives.Zip("open.txt", new byte[1000]), CompressionLevel.NoCompression),
    });

    [Theory]
    [MemberData(nameof(Encrypted))]
    public void Encrypted_content_is_found_however_it_is_cut(byte[] content) =>
        Gen.Int[1, 200].Array[1, 20].Sample(cuts => Assert.NotNull(Watch(content, cuts).Found), iter: 200);

    [Theory]
    [MemberData(nameof(Open))]
    public void Open_content_is_let_pass_however_it_is_cut(byte[] content) =>
        Gen.Int[1, 200].Array[1, 20].Sample(cuts => Assert.Null(Watch(content, cuts).Found), iter: 200);

    [Fact]
    public void Random_content_is_let_pass() => Assert.Null(Watch(Archives.Random(20 * 1024 * 1024), [128 * 1024]).Found);

    private static EncryptionWatch Watch(byte[] content, int[] cuts)
    {
        var watch = new EncryptionWatch();
        for (int at = 0, i = 0; at < content.Length; i++)
        {
            var length = Math.Min(cuts[i % cuts.Length], content.Length - at);
            watch.See(content.AsSpan(at, length));
            at += length;
        }

        return watch;
    }
}
