using System.Globalization;
using System.Text;
using CsCheck;
using Xunit;

namespace Attachments.Ingestion.Names;

public sealed class UnicodeCompositionTests
{
    [Fact]
    public void Compose_passes_the_conformance_test_of_Unicode()
    {
        var wrong = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", "normalization.txt"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(';'))
            .Where(pair => UnicodeComposition.Compose(Text(pair[0])) != Text(pair[1]) || UnicodeComposition.Compose(Text(pair[1])) != Text(pair[1]))
            .Select(pair => pair[0]);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Compose_joins_every_Hangul_syllable()
    {
        for (var syllable = 0; syllable < 11_172; syllable++)
        {
            var letters = $"{(char)(0x1100 + (syllable / 588))}{(char)(0x1161 + (syllable / 28 % 21))}";
            if (syllable % 28 > 0)
                letters += (char)(0x11A7 + (syllable % 28));

            Assert.Equal(((char)(0xAC00 + syllable)).ToString(), UnicodeComposition.Compose(letters));
        }
    }

    [Fact]
    public void Compose_is_idempotent() =>
        Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Array[0, 12].Sample(characters =>
        {
            var once = UnicodeComposition.Compose(string.Concat(characters.Select(char.ConvertFromUtf32)));
            return UnicodeComposition.Compose(once) == once;
        });

    private static string Text(string sequence) =>
        string.Concat(sequence.Split(' ').Select(hex => char.ConvertFromUtf32(int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))));
}
