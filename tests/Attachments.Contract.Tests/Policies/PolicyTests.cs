using System.Globalization;
using System.Net;
using System.Text.Json;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Policies;

/// <summary>What the policy lists is what is enforced.</summary>
public abstract class PolicyTests(ContractHost kind) : ContractTests(kind)
{
    private const string Path = "/api/v1/attachments/policy";

    [Fact]
    public async Task Policy_has_the_members_of_the_contract()
    {
        var policy = await ReadAsync(Mail);

        Assert.Equal(26_214_400, policy.GetProperty("maxAttachmentSize").GetInt64());
        Assert.Equal(20, policy.GetProperty("maxAttachmentsPerMessage").GetInt32());
        Assert.Superset(new HashSet<string> { "text/plain", "text/html", "application/pdf", "image/png", "video/mp4" }, Texts(policy, "allowedMimeTypes").ToHashSet());
        Assert.Superset(new HashSet<string> { "exe", "bat", "js", "lnk" }, Texts(policy, "refusedExtensions").ToHashSet());
        Assert.Equal(
            (10_000, 3, 1_073_741_824L, 200),
            (Archives("maxEntries").GetInt32(), Archives("maxDepth").GetInt32(), Archives("maxExpandedSize").GetInt64(), Archives("maxRatio").GetInt32()));
        Assert.Equal("off", policy.GetProperty("scanning").GetString());
        Assert.Equal(JsonValueKind.False, policy.GetProperty("resumable").ValueKind);
        Assert.Equal(JsonValueKind.Null, policy.GetProperty("quota").ValueKind);

        JsonElement Archives(string member) => policy.GetProperty("archives").GetProperty(member);
    }

    [Fact]
    public async Task Every_listed_type_is_taken_and_another_is_not()
    {
        foreach (var type in Texts(await ReadAsync(Mail), "allowedMimeTypes"))
            Assert.Equal(type, (await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Fresh(), "file", type)).MimeType);

        (await Mail.UploadAsync(await Mail.DraftAsync(), Bytes.Fresh(), "file", "application/x-unlisted")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
    }

    [Fact]
    public async Task Every_listed_extension_is_refused_in_either_name()
    {
        var message = await Mail.DraftAsync();

        foreach (var extension in Texts(await ReadAsync(Mail), "refusedExtensions"))
        {
            (await Mail.UploadAsync(message, Bytes.Fresh(), $"a.{extension}")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
            (await Mail.UploadAsync(message, Form.Of(Bytes.Fresh()).Field("filename", $"a.{extension}"))).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
        }

        Assert.Empty(await Mail.AllOfAsync(message));
    }

    [Theory]
    [InlineData("MAX_ATTACHMENT_SIZE", "1000", "maxAttachmentSize", "1000")]
    [InlineData("MAX_ATTACHMENTS_PER_MESSAGE", "2", "maxAttachmentsPerMessage", "2")]
    [InlineData("ALLOWED_MIME_TYPES", "text/plain, image/PNG", "allowedMimeTypes", """["text/plain","image/png"]""")]
    [InlineData("ALLOWED_MIME_TYPES", "", "allowedMimeTypes", "[]")]
    [InlineData("Attachments__Types__RefusedExtensions__0", ".LOG", "refusedExtensions", """["log"]""")]
    [InlineData("Attachments__Types__Verification", "Strict", "typeVerification", "\"strict\"")]
    [InlineData("Attachments__Archives__MaxEntries", "9", "archives", """{"maxEntries":9,"maxDepth":3,"maxExpandedSize":1073741824,"maxRatio":200}""")]
    [InlineData("Attachments__Archives__MaxDepth", "2", "archives", """{"maxEntries":10000,"maxDepth":2,"maxExpandedSize":1073741824,"maxRatio":200}""")]
    [InlineData("Attachments__Archives__MaxExpandedSize", "5000", "archives", """{"maxEntries":10000,"maxDepth":3,"maxExpandedSize":5000,"maxRatio":200}""")]
    [InlineData("Attachments__Archives__MaxRatio", "7", "archives", """{"maxEntries":10000,"maxDepth":3,"maxExpandedSize":1073741824,"maxRatio":7}""")]
    [InlineData("Attachments__Archives__MaxDepth", "0", "archives", "null")]
    public async Task Changed_setting_changes_the_policy(string setting, string value, string member, string told)
    {
        await using var host = await Kind.StartAsync((setting, value));

        Assert.Equal(told, (await ReadAsync(host.As(User))).GetProperty(member).GetRawText());
    }

    [Fact]
    public async Task Limits_are_enforced_as_they_are_told()
    {
        await using var host = await Kind.StartAsync(("MAX_ATTACHMENT_SIZE", "777"), ("MAX_ATTACHMENTS_PER_MESSAGE", "3"));
        var mail = host.As(User);
        var policy = await ReadAsync(mail);
        var size = int.Parse(policy.GetProperty("maxAttachmentSize").GetRawText(), CultureInfo.InvariantCulture);
        var count = policy.GetProperty("maxAttachmentsPerMessage").GetInt32();
        var message = await mail.DraftAsync();

        (await mail.UploadAsync(message, Bytes.Fresh(size + 1))).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "file_too_large");
        for (var i = 0; i < count; i++)
            await mail.AttachAsync(message, Bytes.Fresh(size));
        (await mail.UploadAsync(message, Bytes.Fresh(size))).ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_attachments");
    }

    [Fact]
    public async Task Limits_of_archives_are_enforced_as_they_are_told()
    {
        await using var host = await Kind.StartAsync(("Attachments__Archives__MaxEntries", "4"), ("Attachments__Archives__MaxExpandedSize", "3000"));
        var mail = host.As(User);
        var archives = (await ReadAsync(mail)).GetProperty("archives");
        var (entries, size) = (archives.GetProperty("maxEntries").GetInt32(), archives.GetProperty("maxExpandedSize").GetInt32());
        var message = await mail.DraftAsync();

        await mail.AttachAsync(message, ZipOf(entries, 1), "a.zip", "application/zip");
        await mail.AttachAsync(message, ZipOf(1, size), "a.zip", "application/zip");
        (await mail.UploadAsync(message, ZipOf(entries + 1, 1), "a.zip", "application/zip")).ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused", $"The archive has more than {entries} entries");
        (await mail.UploadAsync(message, ZipOf(1, size + 1), "a.zip", "application/zip")).ShouldBeProblem(HttpStatusCode.BadRequest, "archive_refused", $"The archive expands to more than {size} bytes");
    }

    [Fact]
    public async Task Policy_can_be_switched_off()
    {
        await using var host = await Kind.StartAsync(("Attachments__Http__ServePolicy", "false"));

        (await host.As(User).GetAsync(Path)).ShouldBeProblem(HttpStatusCode.NotFound, "route_not_found");
    }

    private static byte[] ZipOf(int entries, int length) => Files.ZipOf([.. Enumerable.Range(0, entries).Select(number => ($"{number}.txt", new string('a', length)))]);

    private static async Task<JsonElement> ReadAsync(MailClient mail) => (await mail.GetAsync(Path)).ShouldBe(HttpStatusCode.OK).Json;

    private static IEnumerable<string> Texts(JsonElement policy, string member) => policy.GetProperty(member).EnumerateArray().Select(static item => item.GetString()!);
}
