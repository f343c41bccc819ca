using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Uploading;

/// <summary>The form around a file, well made and not.</summary>
public abstract class UploadFormTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Filename_field_may_come_before_the_file()
    {
        var form = new Form().Field("filename", "custom.txt").File(Bytes.Fresh(), "original.txt");

        Assert.Equal("custom.txt", await NameAsync(form));
    }

    [Fact]
    public async Task Empty_filename_field_overrides_nothing()
    {
        var form = new Form().Field("filename", "").File(Bytes.Fresh(), "original.txt");

        Assert.Equal("original.txt", await NameAsync(form));
    }

    [Fact]
    public async Task Other_fields_are_ignored()
    {
        var form = new Form().Field("comment", "hello").File(Bytes.Fresh(), "original.txt").Field("tenant_id", "somebody").Field("size", "0");

        Assert.Equal("original.txt", await NameAsync(form));
    }

    [Theory]
    [InlineData("application/pdf", "attachment.pdf")]
    [InlineData("text/plain", "attachment.txt")]
    [InlineData("text/csv", "attachment.csv")]
    public async Task File_part_without_a_name_is_named_after_its_type(string contentType, string expected)
    {
        var bytes = contentType == "application/pdf" ? Files.Pdf : Bytes.Fresh();

        Assert.Equal(expected, await NameAsync(new Form().File(bytes, fileName: null, contentType)));
    }

    [Fact]
    public async Task File_part_with_an_empty_name_is_named_after_its_type() => Assert.Equal("attachment.txt", await NameAsync(new Form().File(Bytes.Fresh(), fileName: "")));

    [Theory]
    [InlineData("multipart/form-data; boundary={0}")]
    [InlineData("multipart/form-data; boundary=\"{0}\"")]
    [InlineData("Multipart/Form-Data; charset=utf-8; Boundary={0}")]
    public async Task Boundary_is_read_in_any_spelling(string contentType)
    {
        var form = Form.Of(Bytes.Fresh());
        var content = Form.Content(form.ToArray(), string.Format(System.Globalization.CultureInfo.InvariantCulture, contentType, form.Boundary));

        (await Mail.UploadAsync(await Mail.DraftAsync(), content)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Preamble_and_epilogue_are_skipped()
    {
        var bytes = Bytes.Fresh();
        var form = new Form().Raw("This is a preamble.\r\n").File(bytes);
        var content = Form.Content([.. form.ToArray(), .. "An epilogue."u8], form.ContentType);

        var view = AttachmentView.Of((await Mail.UploadAsync(await Mail.DraftAsync(), content)).ShouldBe(HttpStatusCode.Created).Json);

        Assert.Equal(Bytes.Hash(bytes), view.ContentHash);
    }

    [Fact]
    public async Task Bytes_that_look_like_a_boundary_are_kept()
    {
        var form = new Form("edge");
        var bytes = Bytes.Of("\r\n--edg\r\n--\r\n--Edge--\r\n\r\n-edge\r\n--edg");
        var uploaded = AttachmentView.Of((await Mail.UploadAsync(await Mail.DraftAsync(), form.File(bytes))).ShouldBe(HttpStatusCode.Created).Json);

        Assert.Equal(bytes, (await Mail.DownloadAsync(uploaded.Id)).Body);
    }

    [Fact]
    public async Task File_part_of_another_name_is_no_file() =>
        (await Mail.UploadAsync(await Mail.DraftAsync(), new Form().File(Bytes.Fresh(), name: "upload"))).ShouldBeProblem(HttpStatusCode.BadRequest, "file_required");

    [Fact]
    public async Task Form_without_parts_has_no_file()
    {
        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), new Form());

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, answer.ShouldBe(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task Two_file_parts_are_400_and_leave_nothing()
    {
        var message = await Mail.DraftAsync();

        var answer = await Mail.UploadAsync(message, new Form().File(Bytes.Fresh(), "a.txt").File(Bytes.Fresh(), "b.txt"));

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_files");
        Assert.Empty(await Mail.AllOfAsync(message));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("multipart/mixed; boundary=x")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    [InlineData("multipart/form-dataset; boundary=x")]
    [InlineData("nonsense")]
    [InlineData("multipart/form-data; boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Body_that_is_no_form_is_400(string? contentType)
    {
        var message = await Mail.DraftAsync();
        var body = new Form("x").File(Bytes.Fresh()).ToArray();

        var answer = await Mail.UploadAsync(message, Form.Content(body, contentType));

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, answer.ShouldBe(HttpStatusCode.BadRequest).Code);
        Assert.Empty(await Mail.AllOfAsync(message));
    }

    [Fact]
    public async Task No_body_at_all_is_400()
    {
        var answer = await Mail.SendAsync(HttpMethod.Post, MailClient.AttachmentsOf(await Mail.DraftAsync()));

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, answer.ShouldBe(HttpStatusCode.BadRequest).Code);
    }

    public static TheoryData<string, string> MalformedBodies => new()
    {
        { "no delimiter", "just text" },
        { "another boundary", "--y\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nabc\r\n--y--\r\n" },
        { "no blank line", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nabc\r\n--x--\r\n" },
        { "header without colon", "--x\r\nContent-Disposition\r\n\r\nabc\r\n--x--\r\n" },
        { "no disposition", "--x\r\nContent-Type: text/plain\r\n\r\nabc\r\n--x--\r\n" },
        { "other disposition", "--x\r\nContent-Disposition: attachment; filename=\"a.txt\"\r\n\r\nabc\r\n--x--\r\n" },
        { "ends in the delimiter", "--x" },
        { "ends in the headers", "--x\r\nContent-Disposition: form-data; name=\"file\"; filena" },
        { "ends after the headers", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n" },
        { "ends in the file", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nabc" },
        { "ends before the closing dashes", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nabc\r\n--x\r\n" },
    };

    [Theory, MemberData(nameof(MalformedBodies))]
    public async Task Malformed_form_is_400_and_leaves_nothing(string what, string body)
    {
        Assert.NotEmpty(what);
        var message = await Mail.DraftAsync();

        var answer = await Mail.UploadAsync(message, Form.Content(Bytes.Of(body), "multipart/form-data; boundary=x"));

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, answer.ShouldBe(HttpStatusCode.BadRequest).Code);
        Assert.Empty(await Mail.AllOfAsync(message));
    }

    [Theory]
    [InlineData(1, 200_000)]
    [InlineData(2_000, 10)]
    [InlineData(1, 2_000_000)]
    public async Task Part_with_excessive_headers_does_no_harm(int count, int length)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('a', length)}\r\n"));
        var form = new Form().Part($"Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n{headers}", Bytes.Fresh());

        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), form);

        Assert.Contains(answer.Status, new[] { HttpStatusCode.Created, HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge });
    }

    [Fact]
    public async Task Endless_small_parts_are_refused()
    {
        var form = new Form("x");
        for (var i = 0; i < 20_000; i++)
            form.Field($"field{i}", "value");

        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), form);

        Assert.InRange((int)answer.Status, 400, 413);
    }

    private async Task<string> NameAsync(Form form) =>
        AttachmentView.Of((await Mail.UploadAsync(await Mail.DraftAsync(), form)).ShouldBe(HttpStatusCode.Created).Json).FileName;
}
