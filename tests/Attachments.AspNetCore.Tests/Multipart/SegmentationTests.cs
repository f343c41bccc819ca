using System.Text;
using CsCheck;

namespace Attachments.AspNetCore.Tests.Multipart;

/// <summary>How the bytes are cut on their way must not change what is read.</summary>
public sealed class SegmentationTests
{
    private const string Head = "pre\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";

    private const string Tail = "\r\n--b\t\r\nContent-Disposition: form-data; name=\"filename\"\r\n\r\nover.txt\r\n--b--\r\nepilogue";

    private static readonly byte[] Form = Encoding.Latin1.GetBytes(Head + "x\r\n--\r\n--bb\r\n--b-\r\r\n\r\n--b \tz" + Tail);

    // Made of what a delimiter is made of, so that look-alikes are the rule.
    private static readonly Gen<string> LookAlikes = PartsOf("\r", "\n", "\r\n", "-", "--", "b", "\r\n--", "\r\n--b", "\r\n--bx", "\r\n--b-", "\r\n--b ", "x", "\r\n-")
        .Array[0, 30].Select(string.Concat)
        .Where(text => IsHarmless(text));

    [Fact]
    public async Task Read_gives_the_same_at_every_split_in_two()
    {
        var whole = await FormReading.ReadAsync(Form);
        Assert.Equal("x\r\n--\r\n--bb\r\n--b-\r\r\n\r\n--b \tz", whole.Content);

        for (var split = 0; split <= Form.Length; split++)
        {
            var result = await FormReading.ReadAsync([Form[..split], Form[split..]]);

            Assert.Equal(whole, result);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public async Task Read_gives_the_same_when_bytes_come_and_go_one_by_one(int readSize)
    {
        var whole = await FormReading.ReadAsync(Form);

        var result = await FormReading.ReadAsync(Form.Select(static octet => new[] { octet }), readSize: readSize);

        Assert.Equal(whole, result);
    }

    [Fact]
    public void Read_gives_back_any_content_in_any_segmentation()
    {
        Gen.Select(LookAlikes, Gen.Int[1, 12].Array[1, 40], Gen.Int[1, 40]).Sample(
            static (content, cuts, readSize) =>
            {
                var form = Encoding.Latin1.GetBytes(Head + content + Tail);

                var result = FormReading.ReadAsync(Cut(form, cuts), readSize: readSize).GetAwaiter().GetResult();

                return result.Refusal is null && result.Content == content && result.Override == "over.txt";
            },
            iter: 20_000);
    }

    [Fact]
    public void Read_gives_the_same_when_any_form_is_cut_anywhere()
    {
        // Well-formed or not: what a form means does not depend on how it came.
        Gen.Select(LookAlikesOfForms, Gen.Int[1, 9].Array[1, 40], Gen.Int[1, 40]).Sample(
            static (text, cuts, readSize) =>
            {
                var form = Encoding.Latin1.GetBytes(text);

                var whole = FormReading.ReadAsync(form).GetAwaiter().GetResult();
                var cut = FormReading.ReadAsync(Cut(form, cuts), readSize: readSize).GetAwaiter().GetResult();

                return whole == cut;
            },
            iter: 20_000);
    }

    private static Gen<string> LookAlikesOfForms { get; } = PartsOf(
            "\r\n", "--b", "--b--", "\r\n--b\r\n", "\r\n--b--", "Content-Disposition: form-data; name=\"file\"", "Content-Disposition: form-data; name=\"filename\"", "\r\n\r\n", "x", " ", "-", "\r", ":")
        .Array[0, 14].Select(static parts => "--b\r\n" + string.Concat(parts));

    private static Gen<string> PartsOf(params string[] parts) => Gen.Int[0, parts.Length - 1].Select(i => parts[i]);

    // What the grammar itself takes for a delimiter can be no content: CRLF--b, then "--" or blanks and CRLF.
    private static bool IsHarmless(string content)
    {
        var text = "\r\n" + content;
        for (var at = text.IndexOf("\r\n--b", StringComparison.Ordinal); at >= 0; at = text.IndexOf("\r\n--b", at + 1, StringComparison.Ordinal))
        {
            var rest = (text + Tail)[(at + 5)..];
            if (rest.StartsWith("--", StringComparison.Ordinal) || rest.TrimStart(' ', '\t').StartsWith("\r\n", StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private static IEnumerable<byte[]> Cut(byte[] bytes, int[] cuts)
    {
        for (int at = 0, i = 0; at < bytes.Length; i++)
        {
            var length = Math.Min(cuts[i % cuts.Length], bytes.Length - at);
            yield return bytes[at..(at + length)];
            at += length;
        }
    }
}
