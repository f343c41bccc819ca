using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Uploading;

/// <summary>The limit, to the byte, and that every client hears of it.</summary>
public abstract class TooLargeTests(ContractHost kind) : ContractTests(kind)
{
    private const int Limit = 26_214_400;

    [Fact]
    public async Task File_of_exactly_the_limit_passes()
    {
        var uploaded = await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Counted(Limit));

        Assert.Equal(Limit, uploaded.Size);
    }

    [Fact]
    public async Task File_of_exactly_the_limit_passes_with_a_large_form_around_it()
    {
        var form = new Form().Field("comment", new string('x', 500_000)).File(Bytes.Counted(Limit)).Field("filename", "big.txt");

        (await Mail.UploadAsync(await Mail.DraftAsync(), form)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task One_byte_more_is_refused_in_chunks_too()
    {
        var form = Form.Of(Bytes.Counted(Limit + 1));

        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), Form.Chunked(form.ToArray(), form.ContentType));

        answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "file_too_large", "File size exceeds 25MB");
    }

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(40_000_000)]
    public async Task Http_client_receives_the_413(int length) =>
        (await Mail.UploadAsync(await Mail.DraftAsync(), Bytes.Counted(length))).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "file_too_large");

    [Theory]
    [InlineData(Limit + 1, "-H", "Expect:")]
    [InlineData(60_000_000, "-H", "Expect:")]
    [InlineData(60_000_000, "-H", "Transfer-Encoding: chunked")]
    [InlineData(60_000_000)]
    public async Task Curl_receives_the_413(int length, params string[] options)
    {
        using var file = new TemporaryFile("big.txt", Bytes.Counted(length));
        var address = new Uri(Host.Address, MailClient.AttachmentsOf(await Mail.DraftAsync())).ToString();

        var (exit, output) = await Curl.RunAsync(
            ["-sS", "-w", "%{http_code}", "-H", $"X-Tenant-ID: {User.Tenant}", "-H", $"X-User-ID: {User.User}", "-F", $"file=@{file.Path};type=text/plain", .. options, address]);

        Assert.True(exit == 0 && output.EndsWith("413", StringComparison.Ordinal), $"curl ended with {exit}: {output}");
        Assert.Contains("file_too_large", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_that_reads_only_after_sending_all_receives_the_413()
    {
        var form = Form.Of(Bytes.Counted(32_000_000));
        var body = form.ToArray();
        await using var connection = await RawConnection.OpenAsync(Host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, await Mail.DraftAsync(), form, $"Content-Length: {body.Length}"));
        await connection.WriteAsync(body);

        (await connection.ReadAsync()).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "file_too_large");
    }
}
