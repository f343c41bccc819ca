using System.Text;
using Attachments.Content.Types.Text;
using CsCheck;
using Xunit;

namespace Attachments.Content.Types;

public sealed class TextCheckTests
{
    private static readonly byte[][] Marks = [[], [0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF], [0xEF, 0xBB, 0xBF]];

    public static TheoryData<string, bool> Contents => new()
    {
        { "", true },
        { "61", true },
        { "610A", true },
        { "00", false },
        { "6100", false },
        { "61620363", false },
        { "C3A9E4F6FC", true },     // Latin-1
        { "8081FEFF", true },       // no UTF-8 at all
        { "EFBBBF61", true },
        { "EFBBBF00", false },
        { "1B2442", true },         // ISO 2022
        { "090A0C0D1B20", true },
        { "FFFE", true },
        { "FFFE6100", true },
        { "FFFE61000A00E400", true },
        { "FFFE6100000062006300", false },
        { "FFFE61000800", false },
        { "FEFF0061", true },
        { "FEFF00610800", true },   // U+0800 is a letter
        { "FEFF00610008", false },
        { "FEFF006100", true },     // cut in the middle of a character
        { "FFFE000061000000", true },
        { "FFFE000061000000000000", true },
        { "FFFE00006100000000000000", false },
        { "0000FEFF00000061", true },
        { "0000FEFF00110000", false },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void IsText_knows_binary_data_bytes_by_the_encoding(string hex, bool expected) => Assert.Equal(expected, TextCheck.IsText(Convert.FromHexString(hex)));

    [Fact]
    public void IsText_refuses_the_binary_data_bytes_of_the_standard_and_no_other()
    {
        int[] expected = [.. Enumerable.Range(0, 9), 0x0B, .. Enumerable.Range(0x0E, 13), .. Enumerable.Range(0x1C, 4)];

        Assert.Equal(expected, Enumerable.Range(0, 256).Where(static one => !TextCheck.IsText([(byte)'a', (byte)one, (byte)'b', (byte)'c', (byte)'d'])));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void IsText_takes_text_of_any_script_behind_its_mark(string encoding)
    {
        var written = Encoding.GetEncoding(encoding);

        Assert.True(TextCheck.IsText([.. written.GetPreamble(), .. written.GetBytes("Grüße, 日本語 ࠀ 📎\r\n\tend")]));
        Assert.False(TextCheck.IsText([.. written.GetPreamble(), .. written.GetBytes("Grüße\u0001日本語")]));
    }

    [Fact]
    public void Accepts_says_the_same_however_the_bytes_come() =>
        Gen.Select(Gen.Int[0, Marks.Length - 1], Gen.Byte[1, 40].Array[0, 24], Gen.Int[1, 9]).Sample(
            (mark, bytes, step) =>
            {
                byte[] content = [.. Marks[mark], .. bytes];
                var check = new TextCheck();
                var isText = true;
                for (var at = 0; at < content.Length && isText; at += step)
                    isText = check.Accepts(content.AsSpan(at, Math.Min(step, content.Length - at)));

                return (isText && check.Completes()) == TextCheck.IsText(content);
            },
            iter: 20_000);
}
