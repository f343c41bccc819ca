
namespace Attachments.Fuzz.Targets;

/// <summary>A form: the content type on the first line, the body behind it.</summary>
internal sealed class MultipartTarget() : FuzzTarget("multipart")
{
    // Pieces of one byte take a while; the ways in which a delimiter can be cut are the same in a short form.
    private const int LongestInSingleBytes = 1024;

    // Beyond it the form's own bytes may be too many, which the plain reading does not count.
    private const int LongestCompared = 1024 * 1024;

    public override string Description => "the form of an upload, whole and in pieces";

    public override IReadOnlyList<string> Dictionary =>
    [
        "multipart/form-data; boundary=b\n", "--b", "\r\n--b\r\n", "\r\n--b--", "\r\n--b--\r\n", "\r\n\r\n", "\r\n", "\r", "\n", "--", "b",
        "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"", "Content-Disposition: form-data; name=\"filename\"", "Content-Type: text/plain; charset=utf-16",
        "Content-Type: multipart/mixed", "Content-Transfer-Encoding: base64", "; filename*=UTF-8''%41", "name=file", "\"", "\\", "=?utf-8?B?QQ==?=", "=?utf-8?Q?=41?=", "\t", " ",
    ];

    public override long MemoryLimit(int length) => (64 * 1024 * 1024) + (200L * length);

    public override void Run(ReadOnlySpan<byte> input)
    {
        var hash = InputText.Hash(input);
        var body = input;
        var contentType = InputText.Decode(InputText.TakeLine(ref body));

        var whole = FormReading.Read(contentType, body, () => int.MaxValue, 4096);

        var random = new Random(hash);
        var bound = (1 << random.Next(1, 13)) + (body.Length / 256);
        var cut = FormReading.Read(contentType, body, () => random.Next(1, bound), 1 + random.Next(bound));
        Violation.UnlessEqual(whole, cut);

        if (body.Length <= LongestInSingleBytes)
            Violation.UnlessEqual(whole, FormReading.Read(contentType, body, static () => 1, 1));

        if (body.Length <= LongestCompared)
            Violation.UnlessEqual(PlainForm.Read(contentType, body.ToArray()), whole);
    }
}
