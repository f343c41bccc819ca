using System.Net;
using System.Net.Http.Headers;
using Attachments.Contract.Hosting;
using Attachments.Contract.Material;

namespace Attachments.Contract.Downloading;

/// <summary>How a download is named, and whether it is shown.</summary>
public abstract class ContentDispositionTests(ContractHost kind) : ContractTests(kind)
{
    [Theory]
    [InlineData("plain.txt")]
    [InlineData("two words.txt")]
    [InlineData("Übergröße.txt")]
    [InlineData("日本語.txt")]
    [InlineData("naïve — «café».txt")]
    [InlineData("📎.txt")]
    [InlineData("it's 100% (sure), [really]; no=1.txt")]
    [InlineData("a%41b.txt")]
    [InlineData("semi;colon,comma.txt")]
    [InlineData("עברית.txt")]
    public async Task Name_comes_back_as_it_was_stored(string fileName)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Fresh(), fileName);
        Assert.Equal(fileName, uploaded.FileName);

        var header = (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Header("Content-Disposition")!;

        var disposition = ContentDispositionHeaderValue.Parse(header);
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal(fileName, disposition.FileNameStar ?? disposition.FileName!.Trim('"'));
        Assert.All(header, character => Assert.InRange(character, ' ', '~'));
    }

    [Theory]
    [InlineData("Übergröße.txt")]
    [InlineData("日本語.txt")]
    public async Task Name_has_an_ascii_form_too_where_it_needs_the_other(string fileName)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Fresh(), fileName);

        var header = (await Mail.DownloadAsync(uploaded.Id)).Header("Content-Disposition")!;

        Assert.Matches("filename=\"?[ -~]+\\.txt\"?(;|$)", header);
        Assert.Contains("filename*=UTF-8''" + Uri.EscapeDataString(fileName), header, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Plain_name_needs_no_second_form()
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Fresh(), "plain.txt");

        Assert.DoesNotContain("filename*", (await Mail.DownloadAsync(uploaded.Id)).Header("Content-Disposition"), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, bool> Types => new()
    {
        { "image/png", "a.png", true }, { "image/jpeg", "a.jpg", true }, { "image/gif", "a.gif", true }, { "image/webp", "a.webp", true }, { "application/pdf", "a.pdf", true },
        { "text/plain", "a.txt", true }, { "audio/mpeg", "a.mp3", true }, { "audio/wav", "a.wav", true }, { "video/mp4", "a.mp4", true }, { "video/mpeg", "a.mpg", true },
        { "text/html", "a.html", false }, { "application/xml", "a.xml", false }, { "application/zip", "a.zip", false }, { "application/json", "a.json", false }, { "text/csv", "a.csv", false },
        { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a.docx", false },
    };

    [Theory, MemberData(nameof(Types))]
    public async Task Inline_is_honoured_for_types_that_run_nothing(string contentType, string fileName, bool shown)
    {
        var bytes = ByType(contentType);
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), bytes, fileName, contentType);

        var answer = (await Mail.DownloadAsync(uploaded.Id, "?inline=true")).ShouldBe(HttpStatusCode.OK);

        Assert.Equal(shown ? "inline" : "attachment", ContentDispositionHeaderValue.Parse(answer.Header("Content-Disposition")!).DispositionType);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Contains("default-src 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(bytes, answer.Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?inline=false")]
    [InlineData("?inline=False")]
    public async Task Download_is_an_attachment_unless_asked_otherwise(string query)
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Files.Png, "a.png", "image/png");

        var answer = (await Mail.DownloadAsync(uploaded.Id, query)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal("attachment", ContentDispositionHeaderValue.Parse(answer.Header("Content-Disposition")!).DispositionType);
    }

    private static byte[] ByType(string contentType) => contentType switch
    {
        "image/png" => Files.Png,
        "image/jpeg" => Files.Jpeg,
        "image/gif" => Files.Gif,
        "image/webp" => Files.Webp,
        "application/pdf" => Files.Pdf,
        "audio/mpeg" => Files.Mp3,
        "audio/wav" => Files.Wav,
        "video/mp4" => Files.Mp4,
        "video/mpeg" => Files.Mpeg,
        "text/html" => Files.Html,
        "application/xml" => Files.Xml,
        "application/zip" => Files.Zip,
        "application/json" => Files.Json,
        "text/csv" => Files.Csv,
        "text/plain" => Bytes.Of("text"),
        _ => Files.Docx,
    };
}
