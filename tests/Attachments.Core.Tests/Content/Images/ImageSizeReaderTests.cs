using CsCheck;
using Xunit;

namespace Attachments.Content.Images;

public sealed class ImageSizeReaderTests
{
    private static readonly (string Name, byte[] Bytes, uint Width, uint Height, long Frames)[] Files =
    [
        ("PNG", ImageFiles.Png(50_000, 50_000), 50_000, 50_000, 1),
        ("PNG of the largest size", ImageFiles.Png(uint.MaxValue, uint.MaxValue), uint.MaxValue, uint.MaxValue, 1),
        ("PNG of Apple's make, with a chunk before the header", [.. ImageFiles.Png(9, 9)[..8], .. ImageFiles.Big(4), .. "CgBI"u8, .. new byte[8], .. ImageFiles.Png(7, 6)[8..]], 7, 6, 1),
        ("APNG", ImageFiles.AnimatedPng(3, 3), 4, 4, 3),
        ("APNG that announces more frames than it has", ImageFiles.AnimatedPng(1_000_000, 1), 4, 4, 1_000_000),
        ("APNG that announces fewer frames than it has", ImageFiles.AnimatedPng(1, 300), 4, 4, 300),
        ("JPEG", ImageFiles.Jpeg(640, 480), 640, 480, 1),
        ("JPEG, progressive", ImageFiles.Jpeg(640, 480, frame: 0xC2), 640, 480, 1),
        ("JPEG with 300,000 bytes of profile", ImageFiles.Jpeg(65_535, 65_535, before: 5), 65_535, 65_535, 1),
        ("JPEG whose height is told later", ImageFiles.Jpeg(100, 0), 100, 65_535, 1),
        ("JPEG with bytes between segments", [.. ImageFiles.Jpeg(3, 2)[..22], 1, 2, 3, 0xFF, 0, .. ImageFiles.Jpeg(3, 2)[22..]], 3, 2, 1),
        ("GIF", ImageFiles.Gif(320, 200, 1), 320, 200, 1),
        ("GIF of 10,000 frames", ImageFiles.Gif(16, 16, 10_000), 16, 16, 10_000),
        ("GIF whose frame outgrows its screen", ImageFiles.Gif(1, 1, 1, 60_000, 50_000), 60_000, 50_000, 1),
        ("WebP, lossy", ImageFiles.LossyWebp(16_383, 9), 16_383, 9, 1),
        ("WebP, lossless", ImageFiles.LosslessWebp(16_384, 12_345), 16_384, 12_345, 1),
        ("WebP with a small canvas and a large picture", ImageFiles.ExtendedWebp(1, 1, 16_383, 16_383), 16_383, 16_383, 1),
        ("WebP with a large canvas and a small picture", ImageFiles.ExtendedWebp(1 << 24, 1 << 24, 1, 1), 1 << 24, 1 << 24, 1),
        ("WebP, animated", ImageFiles.AnimatedWebp(10, 50), 10, 10, 50),
        ("WebP whose frames outgrow its canvas", ImageFiles.AnimatedWebp(1 << 20, 2), 1 << 20, 10, 2),
        ("BMP", ImageFiles.Bitmap(1000, 2000), 1000, 2000, 1),
        ("BMP from the top", ImageFiles.Bitmap(1000, -2000), 1000, 2000, 1),
        ("BMP of the most negative size", ImageFiles.Bitmap(int.MinValue, int.MinValue), 1u << 31, 1u << 31, 1),
        ("BMP, OS/2", ImageFiles.OldBitmap(60_000, 60_000), 60_000, 60_000, 1),
        ("icon", ImageFiles.Icon(ImageFiles.IconBitmap(16, 16), ImageFiles.IconBitmap(32, 32)), 32, 32, 2),
        ("icon that hides a large PNG", ImageFiles.Icon(ImageFiles.IconBitmap(16, 16), ImageFiles.Png(50_000, 50_000)), 50_000, 50_000, 2),
        ("icon whose images lie in one another", Overlapping(), uint.MaxValue, uint.MaxValue, 2),
        ("TIFF, little-endian", ImageFiles.Tiff(true, 50_000, 40_000), 50_000, 40_000, 1),
        ("TIFF, big-endian", ImageFiles.Tiff(false, 50_000, 40_000), 50_000, 40_000, 1),
        ("TIFF with its directory at the end", ImageFiles.Tiff(true, 5, 4, before: 400_000), 5, 4, 1),
        ("TIFF of 500 pages", ImageFiles.Tiff(false, 5, 4, pages: 500), 5, 4, 500),
        ("TIFF whose numbers have a kind of BigTIFF", ImageFiles.Tiff(true, 5, 4, type: 16), uint.MaxValue, uint.MaxValue, 1),
        ("BigTIFF", ImageFiles.BigTiff(70_000, 60_000), 70_000, 60_000, 1),
        ("BigTIFF beyond every size", ImageFiles.BigTiff(ulong.MaxValue, ulong.MaxValue), uint.MaxValue, uint.MaxValue, 1),
        ("HEIC", ImageFiles.Heif("heic", 4032, 3024), 4032, 3024, 1),
        ("AVIF", ImageFiles.Heif("avif", 65_536, 65_536), 65_536, 65_536, 1),
        ("JPEG 2000", ImageFiles.Jpeg2000(3000, 2000), 3000, 2000, 1),
        ("JPEG 2000 whose size stands elsewhere", ImageFiles.Jpeg2000(0, 0), uint.MaxValue, uint.MaxValue, 1),
    ];

    public static TheoryData<string> Names => [.. Files.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_tells_the_largest_picture_and_the_number_of_pictures(string name)
    {
        var (_, bytes, width, height, frames) = Files.Single(file => file.Name == name);

        Assert.Equal(new ImageSize(width, height, frames), ImageSizeReader.Read(bytes));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Push_tells_the_same_however_the_bytes_come(string name)
    {
        var bytes = Files.Single(file => file.Name == name).Bytes;

        foreach (var step in new[] { 1, 3, 7, 4096 })
        {
            var reader = new ImageSizeReader();
            for (var at = 0; at < bytes.Length; at += step)
                reader.Push(bytes.AsSpan(at, Math.Min(step, bytes.Length - at)));

            Assert.Equal(ImageSizeReader.Read(bytes), reader.Found);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_of_a_cut_header_never_throws_and_never_tells_more(string name)
    {
        var bytes = Files.Single(file => file.Name == name).Bytes;
        var whole = ImageSizeReader.Read(bytes);

        for (var length = 0; length < Math.Min(bytes.Length, 600); length++)
        {
            var cut = ImageSizeReader.Read(bytes.AsSpan(0, length));
            Assert.True(cut.Pixels <= whole.Pixels && cut.Frames <= whole.Frames, $"{length} bytes: {cut}");
        }
    }

    [Fact]
    public void Read_never_throws_on_an_altered_header() =>
        Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Select(Gen.Int[0, 200], Gen.Byte).Array[1, 8]).Sample(
            (file, changes) =>
            {
                var bytes = Files[file].Bytes[..Math.Min(Files[file].Bytes.Length, 4096)];
                foreach (var (at, value) in changes)
                    bytes[at % bytes.Length] = value;

                return ImageSizeReader.Read(bytes).Frames >= 0;
            },
            iter: 50_000);

    [Fact]
    public void Read_finds_nothing_where_there_is_no_image()
    {
        Assert.Equal(default, ImageSizeReader.Read([]));
        Assert.Equal(default, ImageSizeReader.Read("BMW and BMI, notes on both of them in one long line of text"u8));
        Assert.Equal(default, ImageSizeReader.Read("%PDF-1.7 and more of it"u8));
        Assert.Equal(default, ImageSizeReader.Read(new byte[64]));
    }

    [Fact]
    public void Tiff_whose_directories_go_in_a_circle_ends()
    {
        var tiff = ImageFiles.Tiff(true, 5, 4);
        ImageFiles.Big(0x12000000).CopyTo(tiff, tiff.Length - 4);

        Assert.Equal(new ImageSize(5, 4, 1), ImageSizeReader.Read(tiff));
    }

    [Fact]
    public void Boxes_of_an_impossible_length_end()
    {
        byte[] beginning = ImageFiles.Heif("heic", 1, 1)[..16];

        Assert.Equal(default, ImageSizeReader.Read([.. beginning, 0, 0, 0, 7, .. "meta"u8, .. new byte[64]]));
        Assert.Equal(default, ImageSizeReader.Read([.. beginning, 0, 0, 0, 1, .. "meta"u8, .. Enumerable.Repeat((byte)0xFF, 8), .. new byte[64]]));
    }

    [Fact]
    public void Read_of_25_MiB_of_the_smallest_steps_is_quick()
    {
        var gif = new byte[26_214_400];
        ImageFiles.Gif(9, 9, 1)[..^5].CopyTo(gif, 0);
        gif.AsSpan(60).Fill(1);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        ImageSizeReader.Read(gif);

        // What looks at everything before each step takes hours.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), watch.Elapsed.ToString());
    }

    private static byte[] Overlapping()
    {
        var icon = ImageFiles.Icon(ImageFiles.IconBitmap(16, 16), ImageFiles.IconBitmap(16, 16));
        icon[6 + 16 + 12] = (byte)(icon[6 + 12] + 10);
        return icon;
    }
}
