using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Types;

/// <summary>Files that claim to be others, by their type or their name (OWASP ASVS 5.0, V5.2.2).</summary>
public abstract class DisguisedFileTests(ContractHost kind) : ContractTests(kind)
{
    [Theory]
    [InlineData("photo.png", "image/png")]
    [InlineData("archive.zip", "application/zip")]
    [InlineData("notes.txt", "text/plain")]
    public async Task Renamed_class_file_is_refused(string fileName, string declared) => await RefuseAsync(Files.JavaClass, fileName, declared);

    [Theory]
    [InlineData("photo.png", "image/png")]
    [InlineData("archive.zip", "application/zip")]
    public async Task Renamed_jar_is_refused(string fileName, string declared) =>
        await RefuseAsync(Files.ZipOf(("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n"), ("Main.class", "x")), fileName, declared);

    [Fact]
    public async Task Html_that_claims_to_be_an_image_is_never_shown_as_html()
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Files.Html, "photo.png", "image/png");

        var shown = (await Mail.DownloadAsync(uploaded.Id, "?inline=true")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal("image/png", shown.MediaType);
        Assert.Equal("nosniff", shown.Header("X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("a.exe::$DATA")]
    [InlineData("a.pdf.exe")]
    [InlineData("a\u202Efdp.exe")]
    [InlineData("a.ｅｘｅ")]
    public async Task Name_that_opens_as_a_program_is_refused(string fileName) => await RefuseAsync(Files.Pdf, fileName, "application/pdf");

    [Theory]
    [InlineData("a.php%00.pdf", "a.php%00.pdf")]
    [InlineData("a.pdf.", "a.pdf")]
    [InlineData("a.pdf. . ", "a.pdf")]
    [InlineData("a.pdf::$DATA", "a.pdf__$DATA")]
    [InlineData("exe\u202E.fdp.pdf", "exe.fdp.pdf")]
    public async Task Name_that_opens_as_a_document_is_stored_as_what_it_shows(string sent, string stored) =>
        Assert.Equal(stored, (await Mail.AttachAsync(await Mail.DraftAsync(), Files.Pdf, sent, "application/pdf")).FileName);

    // GIFAR: an image to whom reads it from its front, an archive to whom reads it from its end.
    [Fact]
    public async Task Image_that_is_an_archive_too_is_given_out_as_an_image_alone()
    {
        byte[] polyglot = [.. Files.Gif, .. Files.ZipOf(("Main.class", "x"))];

        foreach (var (fileName, declared) in new[] { ("photo.gif", "image/gif"), ("notes.txt", "text/plain"), ("page", "text/html") })
        {
            var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), polyglot, fileName, declared);

            var shown = (await Mail.DownloadAsync(uploaded.Id, "?inline=true")).ShouldBe(HttpStatusCode.OK);
            Assert.Equal("image/gif", shown.MediaType);
            Assert.Equal("nosniff", shown.Header("X-Content-Type-Options"));
        }
    }

    [Theory]
    [InlineData("archive.zip", "application/zip")]
    [InlineData("photo.zip", "image/gif")]
    [InlineData("letter.ott", "image/gif")]
    [InlineData("letter.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    public async Task Image_that_is_an_archive_too_is_no_archive(string fileName, string declared)
    {
        byte[] polyglot = [.. Files.Gif, .. Files.ZipOf(("Main.class", "x"))];

        (await Mail.UploadAsync(await Mail.DraftAsync(), polyglot, fileName, declared)).ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused", "The archive stands behind other bytes");
    }

    // The name that overrides the file's own is what it is opened by, wherever it stands in the form.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Image_that_is_an_archive_too_cannot_be_renamed_to_one(bool isNamedBefore)
    {
        byte[] polyglot = [.. Files.Gif, .. Files.ZipOf(("Main.class", "x"))];
        var form = isNamedBefore
            ? new Form().Field("filename", "photo.zip").File(polyglot, "photo.gif", "image/gif")
            : new Form().File(polyglot, "photo.gif", "image/gif").Field("filename", "photo.zip");

        (await Mail.UploadAsync(await Mail.DraftAsync(), form)).ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused");
    }

    // A compound file is opened as one under an Office document's name alone, whatever it ends as: many embed a ZIP.
    [Theory]
    [InlineData("letter.doc", true)]
    [InlineData("letter.docx", true)]
    [InlineData("photos.zip", false)]
    [InlineData("letter.odt", false)]
    public async Task Older_office_document_that_ends_as_an_archive_keeps_an_office_documents_name(string stored, bool isTaken)
    {
        byte[] document = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[4096], .. Files.ZipOf(("Main.class", "x"))];
        var form = new Form().File(document, "a.doc", "application/msword").Field("filename", stored);

        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), form);

        if (isTaken)
            answer.ShouldBe(HttpStatusCode.Created);
        else
            answer.ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused", "The archive stands behind other bytes");
    }

    [Theory]
    [InlineData("application/zip", true)]
    [InlineData("application/zip", false)]
    [InlineData("text/plain", true)]
    [InlineData("text/plain", false)]
    public async Task Archive_and_text_can_be_renamed_to_an_archive(string type, bool isNamedBefore)
    {
        var bytes = type == "text/plain" ? Bytes.Fresh() : Files.ZipOf(("a.txt", "x"));
        var form = isNamedBefore
            ? new Form().Field("filename", "photo.zip").File(bytes, "blob", type)
            : new Form().File(bytes, "blob", type).Field("filename", "photo.zip");

        (await Mail.UploadAsync(await Mail.DraftAsync(), form)).ShouldBe(HttpStatusCode.Created);
    }

    private async Task RefuseAsync(byte[] bytes, string fileName, string declared)
    {
        var message = await Mail.DraftAsync();

        (await Mail.UploadAsync(message, bytes, fileName, declared)).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");

        Assert.Empty(await Mail.AllOfAsync(message));
    }
}
