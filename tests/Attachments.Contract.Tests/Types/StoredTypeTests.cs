using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Material;

namespace Attachments.Contract.Types;

/// <summary>Which type is stored, by what was declared, by the name, and by the bytes.</summary>
public abstract class StoredTypeTests(ContractHost kind) : ContractTests(kind)
{
    private const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public static TheoryData<string, string?, string, string> Cases => new()
    {
        // The seed's own test: no signature, so the declared type stays.
        { "pdf text", "application/pdf", "test.pdf", "application/pdf" },
        // Parameters are dropped, case is folded.
        { "text", "text/plain; charset=utf-8", "a.txt", "text/plain" },
        { "text", "TEXT/Plain", "a.txt", "text/plain" },
        { "text", "text/plain;charset=utf-8;format=flowed", "a.txt", "text/plain" },
        // Nothing declared: the extension's.
        { "text", null, "a.txt", "text/plain" },
        { "csv", null, "a.csv", "text/csv" },
        { "json", null, "a.json", "application/json" },
        { "docx", null, "a.docx", DocxType },
        // Positive evidence wins over what was declared.
        { "png", "text/plain", "a.txt", "image/png" },
        { "png", "image/jpeg", "a.jpg", "image/png" },
        { "jpeg", "image/png", "a.png", "image/jpeg" },
        { "gif", "application/pdf", "a.pdf", "image/gif" },
        { "pdf", "text/plain", "a.txt", "application/pdf" },
        { "zip", "text/plain", "a.txt", "application/zip" },
        { "mp4", "text/plain", "a.txt", "video/mp4" },
        { "mp3", "text/plain", "a.txt", "audio/mpeg" },
        { "wav", "text/plain", "a.txt", "audio/wav" },
        // Text never becomes another text type.
        { "html", "text/plain", "a.txt", "text/plain" },
        { "xml", "text/plain", "a.txt", "text/plain" },
        { "json", "text/csv", "a.csv", "text/csv" },
        { "svg", "text/plain", "a.txt", "text/plain" },
        // A container keeps a declared type that is built on it.
        { "docx", DocxType, "a.docx", DocxType },
        { "zip", DocxType, "a.docx", DocxType },
        { "zip", "application/zip", "a.zip", "application/zip" },
        { "mp4", "video/mp4", "a.mp4", "video/mp4" },
        { "wav", "audio/wav", "a.wav", "audio/wav" },
        { "webp", "image/webp", "a.webp", "image/webp" },
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task Stored_type_is(string content, string? declared, string fileName, string stored)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Content(content), fileName, declared);

        Assert.Equal(stored, uploaded.MimeType);
        Assert.Equal(stored, (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).MediaType);
    }

    [Theory]
    [InlineData("plain", "text/plain")]
    [InlineData("html", "text/html")]
    [InlineData("csv", "text/csv")]
    [InlineData("pdf", "application/pdf")]
    [InlineData("zip", "application/zip")]
    [InlineData("json", "application/json")]
    [InlineData("xml", "application/xml")]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("png", "image/png")]
    [InlineData("gif", "image/gif")]
    [InlineData("mp4", "video/mp4")]
    [InlineData("mpeg", "video/mpeg")]
    [InlineData("mp3", "audio/mpeg")]
    [InlineData("wav", "audio/wav")]
    [InlineData("webp", "image/webp")]
    [InlineData("docx", DocxType)]
    [InlineData("zip", "application/vnd.oasis.opendocument.text")]
    [InlineData("zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("zip", "application/vnd.openxmlformats-officedocument.presentationml.presentation")]
    public async Task Type_is_allowed_by_default(string content, string declared) =>
        Assert.Equal(declared, (await Mail.AttachAsync(await Mail.DraftAsync(), Content(content), null, declared)).MimeType);

    public static byte[] Content(string name) => name switch
    {
        "pdf text" => Bytes.Of("Test PDF content"),
        "png" => Files.Png,
        "jpeg" => Files.Jpeg,
        "gif" => Files.Gif,
        "webp" => Files.Webp,
        "pdf" => Files.Pdf,
        "zip" => Files.Zip,
        "docx" => Files.Docx,
        "mp4" => Files.Mp4,
        "mpeg" => Files.Mpeg,
        "mp3" => Files.Mp3,
        "wav" => Files.Wav,
        "html" => Files.Html,
        "xml" => Files.Xml,
        "svg" => Files.Svg,
        "json" => Files.Json,
        "csv" => Files.Csv,
        _ => Bytes.Of("text"),
    };
}
