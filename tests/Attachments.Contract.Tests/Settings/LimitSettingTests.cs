using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Settings;

/// <summary>The seed's names for settings, and .NET's own above them.</summary>
public abstract class LimitSettingTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Max_attachment_size_is_counted_to_the_byte()
    {
        await using var host = await Kind.StartAsync(("MAX_ATTACHMENT_SIZE", "1000"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        Assert.Equal(1_000, (await mail.AttachAsync(message, Bytes.Fresh(1_000))).Size);
        (await mail.UploadAsync(message, Bytes.Fresh(1_001))).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "file_too_large", "File size exceeds 1000 bytes");
        var form = Form.Of(Bytes.Fresh(1_001));
        (await mail.UploadAsync(message, Form.Chunked(form.ToArray(), form.ContentType))).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "file_too_large");
        Assert.Single(await mail.AllOfAsync(message));
    }

    [Fact]
    public async Task Max_attachment_size_lifts_the_servers_own_limit()
    {
        // Kestrel's own is 30,000,000 bytes.
        await using var host = await Kind.StartAsync(("MAX_ATTACHMENT_SIZE", "41943040"));
        var mail = host.As(User);

        Assert.Equal(41_943_040, (await mail.AttachAsync(await mail.DraftAsync(), Bytes.Counted(41_943_040))).Size);
        (await mail.UploadAsync(await mail.DraftAsync(), Bytes.Counted(41_943_041))).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "file_too_large", "File size exceeds 40MB");
    }

    [Fact]
    public async Task Max_attachments_per_message_is_exact()
    {
        await using var host = await Kind.StartAsync(("MAX_ATTACHMENTS_PER_MESSAGE", "2"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();
        await mail.AttachAsync(message, "one");
        await mail.AttachAsync(message, "two");

        (await mail.UploadAsync(message, Bytes.Of("three"))).ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_attachments");
    }

    [Fact]
    public async Task Attachments_section_overrides_the_plain_names()
    {
        await using var host = await Kind.StartAsync(
            ("MAX_ATTACHMENT_SIZE", "10"), ("Attachments__MaxAttachmentSize", "100"), ("MAX_ATTACHMENTS_PER_MESSAGE", "5"), ("Attachments__MaxAttachmentsPerMessage", "1"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        Assert.Equal(100, (await mail.AttachAsync(message, Bytes.Fresh(100))).Size);
        (await mail.UploadAsync(message, Bytes.Fresh())).ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_attachments");
    }

    [Fact]
    public async Task Allowed_mime_types_replace_the_default_ones()
    {
        await using var host = await Kind.StartAsync(("ALLOWED_MIME_TYPES", "text/plain, image/svg+xml,application/x-mine"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        await mail.AttachAsync(message, Bytes.Fresh());
        Assert.Equal("application/x-mine", (await mail.AttachAsync(message, Bytes.Fresh(), "a.mine", "application/x-mine")).MimeType);
        (await mail.UploadAsync(message, Files.Pdf, "a.pdf", "application/pdf")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
        (await mail.UploadAsync(message, Files.Png, "a.txt", "text/plain")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");

        // Allowed, but never shown.
        var svg = await mail.AttachAsync(message, Files.Svg, "a.svg", "image/svg+xml");
        var answer = (await mail.DownloadAsync(svg.Id, "?inline=true")).ShouldBe(HttpStatusCode.OK);
        Assert.StartsWith("attachment", answer.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Equal("image/svg+xml", answer.MediaType);
    }

    [Fact]
    public async Task Empty_list_of_types_is_no_restriction_but_for_programs()
    {
        await using var host = await Kind.StartAsync(("ALLOWED_MIME_TYPES", ""));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        Assert.Equal("application/x-unheard-of", (await mail.AttachAsync(message, Bytes.Fresh(), "a.bin", "application/x-unheard-of")).MimeType);
        Assert.Equal("application/octet-stream", (await mail.AttachAsync(message, Bytes.Fresh(), "a.unheard-of", null)).MimeType);
        (await mail.UploadAsync(message, Files.LinuxProgram, "a.txt", "text/plain")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
        (await mail.UploadAsync(message, Bytes.Fresh(), "a.exe", "text/plain")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
    }

    [Fact]
    public async Task Refused_extensions_can_be_chosen()
    {
        await using var host = await Kind.StartAsync(("Attachments__Types__RefusedExtensions__0", "txt"), ("Attachments__Types__RefusedExtensions__1", ".LOG"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        (await mail.UploadAsync(message, Bytes.Fresh(), "a.txt")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
        (await mail.UploadAsync(message, Bytes.Fresh(), "a.log")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
        (await mail.UploadAsync(message, Bytes.Fresh(), "a.vbs")).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Strict_verification_refuses_a_type_whose_signature_is_missing()
    {
        await using var host = await Kind.StartAsync(("Attachments__Types__Verification", "Strict"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        (await mail.UploadAsync(message, Bytes.Of("Test PDF content"), "test.pdf", "application/pdf")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_mismatch");
        (await mail.UploadAsync(message, Files.Pdf, "test.pdf", "application/pdf")).ShouldBe(HttpStatusCode.Created);
        (await mail.UploadAsync(message, Bytes.Fresh(), "note.txt", "text/plain")).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Uuid_identifiers_can_be_demanded()
    {
        await using var host = await Kind.StartAsync(("Attachments__Http__IdentifierFormat", "Uuid"));
        var (tenant, user) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());

        await host.As(new Caller(tenant, user)).DraftAsync();
        foreach (var caller in new[] { new Caller("tenant-1", user), new Caller(tenant, "user-1") })
        {
            var answer = await host.As(caller).ListAsync("x");
            answer.ShouldBeProblem(HttpStatusCode.BadRequest, answer.ShouldBe(HttpStatusCode.BadRequest).Code);
            (await host.As(caller).CreateMessageAsync()).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid_caller");
        }
    }

    [Fact]
    public async Task Inline_types_can_be_chosen_but_never_html()
    {
        await using var host = await Kind.StartAsync(("Attachments__Http__InlineContentTypes__0", "image/png"), ("Attachments__Http__InlineContentTypes__1", "text/html"));
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        async Task<string> DispositionOf(byte[] bytes, string type) =>
            (await mail.DownloadAsync((await mail.AttachAsync(message, bytes, "a", type)).Id, "?inline=true")).Header("Content-Disposition")!.Split(';')[0];

        Assert.Equal("inline", await DispositionOf(Files.Png, "image/png"));
        Assert.Equal("attachment", await DispositionOf(Files.Pdf, "application/pdf"));
        Assert.Equal("attachment", await DispositionOf(Files.Html, "text/html"));
    }

    [Fact]
    public async Task Rows_and_bytes_survive_a_kill()
    {
        await using var host = await Kind.StartAsync();
        var bytes = Bytes.Fresh();
        var uploaded = await host.As(User).AttachAsync(await host.As(User).DraftAsync(), bytes);

        await host.RestartAsync();

        Assert.Equal(bytes, (await host.As(User).DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Body);
        Assert.Equal("duplicate", (await host.As(User).AttachAsync(uploaded.MessageId, bytes)).ScanStatus);
    }
}
