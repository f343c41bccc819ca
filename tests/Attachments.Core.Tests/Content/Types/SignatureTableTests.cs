using Attachments.Content.Types.Signatures;
using Attachments.Corpus;
using CsCheck;
using Xunit;

namespace Attachments.Content.Types;

public sealed class SignatureTableTests
{
    private static readonly SignatureContentTypeDetector Detector = new();

    public static TheoryData<string> Samples => [.. CorpusFile.Heads.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Detect_tells_type_container_and_executable_of_a_sample(string name)
    {
        var sample = CorpusFile.Heads.Single(one => one.Name == name);

        var match = Detector.Detect(sample.Bytes);

        Assert.Equal(new ContentTypeMatch(sample.ContentType, sample.Executable, sample.BuiltOn) { HasMacros = sample.Macros }, match);
    }

    [Fact]
    public void Every_row_is_found_by_a_sample()
    {
        var found = CorpusFile.Heads.Select(sample => Detector.Detect(sample.Bytes)).ToHashSet(ReferenceEqualityComparer.Instance);

        Assert.Empty(SignatureTable.All.Where(row => !found.Contains(row.Match)).Select(row => $"{row.ContentType} ({row.Source})"));
    }

    [Fact]
    public void Table_covers_sixty_formats_beside_the_executables_each_with_a_source_and_a_sample()
    {
        var proven = CorpusFile.Heads.Where(sample => sample.Made.Length > 0 && sample.Head.Length is > 0 and <= 4096).Select(sample => sample.ContentType).ToHashSet();
        var formats = SignatureTable.All.Where(row => !row.IsExecutable && row.Source.Length > 0 && proven.Contains(row.ContentType)).Select(row => row.ContentType).Distinct();

        Assert.True(formats.Count() >= 60);
        Assert.All(SignatureTable.All, row => Assert.NotEmpty(row.Source));
    }

    [Fact]
    public void Detect_tells_the_same_of_a_sample_whatever_follows_it()
    {
        var noise = new byte[4096];
        new Random(1).NextBytes(noise);

        Assert.All(CorpusFile.Heads, sample => Assert.Equal(sample.ContentType, Detector.Detect([.. sample.Bytes, .. noise])?.ContentType));
    }

    // A row that tells more stands above one that tells less; but no two say different things of the same bytes.
    [Theory]
    [MemberData(nameof(Samples))]
    public void No_row_takes_a_sample_of_another_format_for_its_own(string name)
    {
        var sample = CorpusFile.Heads.Single(one => one.Name == name);

        var others = SignatureTable.All.Where(row => row.Matches(sample.Bytes) && row.ContentType != sample.ContentType);

        Assert.All(others, row => Assert.True(IsPlainer(row, sample), $"{row.ContentType} ({row.Source})"));
    }

    [Fact]
    public void Detect_finds_next_to_nothing_in_random_bytes()
    {
        var random = new Random(1);
        var head = new byte[2048];
        var found = 0;
        for (var i = 0; i < 200_000; i++)
        {
            random.NextBytes(head);
            found += Detector.Detect(head) is null ? 0 : 1;
        }

        // JPEG XL has a mark of two bytes, which comes by chance three times in so many heads.
        Assert.InRange(found, 0, 20);
    }

    [Fact]
    public void HeadLength_covers_every_row()
    {
        Assert.All(SignatureTable.All, row => Assert.InRange(row.End, 1, Detector.HeadLength));
        Assert.InRange(Detector.HeadLength, 1, 65_536);
    }

    [Fact]
    public void Containers_of_rows_hold_the_row_s_own_type() =>
        Assert.All(SignatureTable.All.Where(row => row.BuiltOn is not null), row => Assert.True(Detector.IsBuiltOn(row.ContentType, row.BuiltOn!), row.ContentType));

    [Fact]
    public void Types_are_spelled_as_they_are_stored() =>
        Assert.All(SignatureTable.All, row =>
        {
            Assert.True(MediaType.TryNormalize(row.ContentType, out var normalized));
            Assert.Equal(row.ContentType, normalized);
        });

    [Theory]
    [InlineData("")]
    [InlineData("Test PDF content")]
    [InlineData("MZ is the postal code area of Mainz, and this is a letter about it that is longer than a header would be.")]
    [InlineData("BMW and BMI: notes")]
    [InlineData("BM 2024 budget figures, all of them in one line, as text")]
    [InlineData("II. Second part of the report")]
    [InlineData("MM. Both of us will come")]
    [InlineData("GGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG")]
    [InlineData("The moov atom, and Get free stuff")]
    [InlineData("Get free stuff")]
    [InlineData("070701 is the order number\n")]
    [InlineData("0707071234")]
    [InlineData("FWS is short for field work schedule")]
    [InlineData("FWS;A;B\r\n1;2;3\r\n")]
    [InlineData("## The **ACE** study\n")]
    [InlineData("BLENDER v4 notes")]
    [InlineData("ID3 tags are explained below")]
    [InlineData("OTTO sent this")]
    [InlineData("true enough")]
    [InlineData("icns files are icons")]
    [InlineData("wvpk MAC .snd fLaC caff")]
    [InlineData("# heading\n! not a script")]
    [InlineData(" #!/bin/sh behind a space is no interpreter line")]
    [InlineData("PK is a name")]
    [InlineData("<html><body>Hi</body></html>")]
    [InlineData("<?xml version=\"1.0\"?><a/>")]
    [InlineData("{\"a\":1}")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("AC1015 is an old drawing version")]
    [InlineData("BZh is a prefix; BC is a province")]
    [InlineData("See page 12 of the text about %PDF-1.7 files")]
    [InlineData("From here on, Mon Jan 1 is a holiday.\nBest")]
    [InlineData("From: a heading\nTo: another\nand then text without a colon")]
    [InlineData("Subject: one field and no second\n\nText")]
    [InlineData("[Shell] is a section")]
    [InlineData("<p>An article about &lt;HTA:APPLICATION&gt;</p>")]
    [InlineData("The tag <hta:application> in a text")]
    [InlineData("begin: vcard, they said")]
    [InlineData("d8 is a node; C7 and q are letters")]
    [InlineData("]\0\0")]
    [InlineData("CDF is a format, PAR1 and Obj are names, and glTF too")]
    [InlineData("@echo off\r\ndel *.*\r\n")]
    public void Detect_finds_nothing_in_text(string text) => Assert.Null(Detector.Detect(System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("FFFE540065007800740031003200330034003500", "UTF-16 LE text")]
    [InlineData("FEFF00540065007800740031", "UTF-16 BE text")]
    [InlineData("EFBBBF54657874", "UTF-8 text with a byte order mark")]
    [InlineData("00000000000000000000000000000000", "zeros")]
    [InlineData("FFFB9064000000000000000000000000", "one MPEG audio header and no second")]
    [InlineData("0000000000000000", "few zeros")]
    [InlineData("00000100010000000000", "an icon's beginning")]
    public void Detect_finds_nothing_in_binary_that_proves_nothing(string hex, string what) =>
        Assert.True(Detector.Detect(Convert.FromHexString(hex)) is null, what);

    [Fact]
    public void Detect_prefers_a_program_at_the_beginning_over_an_archive_inside()
    {
        var polyglot = CorpusFile.Heads.Single(sample => sample.Name == "tar, ustar").Bytes;
        "#!/bin/sh\n"u8.CopyTo(polyglot);

        Assert.True(Detector.Detect(polyglot)?.IsExecutable);
    }

    [Fact]
    public void Detect_never_throws_on_random_heads() =>
        Gen.Byte.Array[0, 600].Sample(head => Detector.Detect(head) is null or { ContentType.Length: > 0 }, iter: 20_000);

    [Fact]
    public void Detect_never_throws_on_a_cut_or_altered_sample() =>
        Gen.Select(Gen.Int[0, CorpusFile.Heads.Count - 1], Gen.Int[0, 2048], Gen.Int[0, 64], Gen.Byte).Sample(
            (sample, length, at, value) =>
            {
                var bytes = CorpusFile.Heads[sample].Bytes;
                if (at < bytes.Length)
                    bytes[at] = value;

                Detector.Detect(bytes.AsSpan(0, Math.Min(length, bytes.Length)));
                return true;
            },
            iter: 50_000);

    [Fact]
    public void Detect_allocates_nothing()
    {
        var text = "The quick brown fox jumps over the lazy dog. "u8.ToArray();

        // The least of some tries: in one, the runtime may set up something of its own for code that it has just compiled anew.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => AllocatedBy(text)));
    }

    private static long AllocatedBy(byte[] text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Detector.Detect(text);

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // The container of the sample's format, and the format of which the sample's is a kind.
    private static bool IsPlainer(Signature row, HeadSample sample) =>
        (row.BuiltOn is { } container && container == sample.BuiltOn && !row.IsExecutable)
        || (row.ContentType, sample.ContentType) is ("application/x-elf", "application/vnd.appimage") or ("application/x-dosexec", "application/vnd.microsoft.portable-executable")
            or ("application/x-archive", "application/vnd.debian.binary-package")
            // Its mark looks like an interpreter line.
            or ("text/x-script", "audio/amr") or ("text/x-script", "audio/amr-wb");

    [Theory]
    [InlineData("application/pdf", true)]
    [InlineData("application/vnd.openxmlformats-officedocument.wordprocessingml.document", true)]
    [InlineData("image/jpeg", true)]
    [InlineData("text/plain", false)]
    [InlineData("application/json", false)]
    [InlineData("application/octet-stream", false)]
    public void HasSignature_knows_types_of_rows_and_of_containers(string contentType, bool expected) =>
        Assert.Equal(expected, Detector.HasSignature(contentType));
}
