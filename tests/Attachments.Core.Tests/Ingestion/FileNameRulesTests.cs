using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Attachments.Corpus;
using Attachments.Ingestion.Names;
using CsCheck;
using Xunit;

namespace Attachments.Ingestion;

public sealed class FileNameRulesTests
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"|?*/\\");

    // Everything that a rule speaks of, and halves of surrogate pairs among it.
    private static readonly Gen<char> Nasty = Gen.OneOf(
        Gen.Const(" ..../\\<>:\"|?*aAeCON1.txtprnLPT9NUL$_-\0\r\n\t\u007F\u0085\u0301\u0308\u0323\u0338\u1161\u11A8\u1112\u202E\u2066\u200E\u061C\u2028\u3000\u00A0\u200D\uFEFF\uFF0E\u00B9").SelectMany(static letters => Gen.Int[0, letters.Length - 1].Select(at => letters[at])),
        Gen.Char,
        Gen.Char['\uD800', '\uDFFF']);

    private static readonly Gen<string> Names = Nasty.Array[0, 400].Select(letters => new string(letters));

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, CorpusFile.FileNames.Count)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Clean_makes_the_stored_name(int index)
    {
        var sample = CorpusFile.FileNames[index];

        Assert.Equal(sample.Stored, FileNameRules.Clean(sample.Given, sample.ContentType));
    }

    [Fact]
    public void Clean_names_a_nameless_file_after_its_type()
    {
        Assert.Equal("attachment.pdf", FileNameRules.Clean(null, "application/pdf"));
        Assert.Equal("attachment.jpg", FileNameRules.Clean(null, "image/jpeg"));
        Assert.Equal("attachment", FileNameRules.Clean(null, "application/x-unheard-of"));
    }

    // Escaped once more: an attribute keeps its text as UTF-8, which has no halves.
    [Theory]
    [InlineData(@"a\uD800b.txt", "ab.txt")]
    [InlineData(@"\uDC00.txt", "txt")]
    [InlineData(@"a.txt\uD83D", "a.txt")]
    [InlineData(@"\uDE00\uD83D", "attachment.txt")]
    public void Clean_drops_halves_of_surrogate_pairs(string given, string stored) =>
        Assert.Equal(stored, FileNameRules.Clean(Regex.Unescape(given), "text/plain"));

    [Fact]
    public void Clean_returns_a_clean_name_as_it_is()
    {
        const string Name = "Report (final) 2024.pdf";

        Assert.Same(Name, FileNameRules.Clean(Name, "application/pdf"));
    }

    [Fact]
    public void Clean_makes_names_that_keep_every_rule() => Names.Sample(name => Assert.Empty(Faults(FileNameRules.Clean(name, "text/plain"))), iter: 20_000);

    [Fact]
    public void Clean_is_idempotent() =>
        Names.Sample(
            name =>
            {
                var once = FileNameRules.Clean(name, "text/plain");
                Assert.Equal(once, FileNameRules.Clean(once, "image/png"));
            },
            iter: 20_000);

    [Fact]
    public void Clean_is_idempotent_where_names_are_too_long() =>
        Gen.Select(Names, Gen.Int[1, 6], OneOf(".pdf", " .txt", "." + new string('x', 90), "", ".\u0301a")).Sample(
            (part, times, end) =>
            {
                var once = FileNameRules.Clean(string.Concat(Enumerable.Repeat(part, times)) + end, "text/plain");
                Assert.Empty(Faults(once));
                Assert.Equal(once, FileNameRules.Clean(once, "text/plain"));
            },
            iter: 5_000);

    [Fact]
    public void Clean_keeps_the_extension_of_a_long_name() =>
        Gen.Select(Gen.String[Gen.Char['a', '\u9FFF'], 200, 2000], OneOf(".pdf", ".jpeg", ".docx")).Sample((stem, extension) =>
            FileNameRules.Clean(stem + extension, "text/plain").EndsWith(extension, StringComparison.Ordinal));

    [Theory]
    [InlineData("a")]
    [InlineData(".")]
    [InlineData(" ")]
    [InlineData("\u0301")]
    [InlineData("a\u0323\u0307")]
    [InlineData("\u202E")]
    [InlineData(@"\uD800")]
    [InlineData("/")]
    [InlineData("CON ")]
    [InlineData(":")]
    [InlineData("\u1100\u1161\u11A8")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("a.")]
    [InlineData("\u315C\u0334\u0301\u0316")]
    public void Clean_takes_no_time_for_a_megabyte_of_name(string part)
    {
        part = Regex.Unescape(part);
        var name = string.Concat(Enumerable.Repeat(part, (1 << 20) / part.Length)) + ".txt";
        FileNameRules.Clean(name[..100], "text/plain");

        var watch = Stopwatch.StartNew();
        var cleaned = FileNameRules.Clean(name, "text/plain");

        Assert.Empty(Faults(cleaned));
        // What looks at the whole name for each character takes hours.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("a.exe", "exe")]
    [InlineData("a.EXE", "exe")]
    [InlineData("invoice.pdf.exe", "exe")]
    [InlineData("a.exe.", "exe")]
    [InlineData("a.exe . . ", "exe")]
    [InlineData("a.exe::$DATA", "exe")]
    [InlineData("a.exe::$INDEX_ALLOCATION", "exe")]
    [InlineData("a.e\u202Exe", "exe")]
    [InlineData("a.e\u200Bxe\uFEFF", "exe")]
    [InlineData("a.\uFF45\uFF58\uFF45", "exe")]
    [InlineData("a\uFF0Eexe", "exe")]
    [InlineData("a.ex\0e", "exe")]
    [InlineData(".exe", "exe")]
    [InlineData("C:\\dir.d\\a.exe", "exe")]
    [InlineData("dir.exe/readme", "")]
    [InlineData("a.exe.txt", "txt")]
    [InlineData("noextension", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void ExtensionOf_sees_through_disguises(string? name, string expected) => Assert.Equal(expected, FileNameRules.ExtensionOf(name));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    private static IEnumerable<string> Faults(string name)
    {
        if (name.Length == 0 || Encoding.UTF8.GetByteCount(name) > 255)
            yield return "length";
        if (name[0] is '.' or ' ' || name[^1] is '.' or ' ')
            yield return "dots or spaces at an end";
        if (name.AsSpan().ContainsAny(Forbidden))
            yield return "a forbidden character";
        if (name.Any(letter => char.IsControl(letter) || letter is '\u061C' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')))
            yield return "a control or formatting character";
        if (name.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar) && !name.Contains('\uFFFD', StringComparison.Ordinal))
            yield return "half a surrogate pair";
        if (UnicodeComposition.Compose(name) != name)
            yield return "not composed";
        if (DeviceNames.Include(name))
            yield return string.Create(CultureInfo.InvariantCulture, $"a device: {name}");
    }
}
