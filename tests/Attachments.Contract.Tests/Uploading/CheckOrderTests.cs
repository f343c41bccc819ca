using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Uploading;

/// <summary>Of several faults in one upload, the first check's is told.</summary>
public abstract class CheckOrderTests(ContractHost kind) : ContractTests(kind)
{
    private static readonly byte[] TooLarge = new byte[40 * 1024 * 1024];

    private static HttpContent NoForm => Form.Content(Bytes.Of("no form"), "text/plain");

    [Fact]
    public async Task Caller_comes_before_the_message()
    {
        (await Mail.As(Caller.Anonymous).UploadAsync("unknown", NoForm)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Mail.As(User with { Role = "king" }).UploadAsync("unknown", NoForm)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Message_comes_before_its_draft_state()
    {
        var message = await Mail.DraftAsync();
        await Mail.SendMessageAsync(message);

        (await Colleague.UploadAsync(message, NoForm)).ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found");
    }

    [Fact]
    public async Task Message_comes_before_the_form() => (await Mail.UploadAsync("unknown", NoForm)).ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found");

    [Fact]
    public async Task Draft_state_comes_before_the_count()
    {
        var message = await FullMessageAsync();
        await Mail.SendMessageAsync(message);

        (await Mail.UploadAsync(message, NoForm)).ShouldBeProblem(HttpStatusCode.BadRequest, "message_not_draft");
    }

    [Fact]
    public async Task Count_comes_before_the_length()
    {
        var answer = await DeclareAsync(await FullMessageAsync(), 1_000_000_000_000);

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_attachments");
    }

    [Fact]
    public async Task Count_comes_before_the_content_so_a_duplicate_is_refused_too()
    {
        var message = await FullMessageAsync();

        (await Mail.UploadAsync(message, Bytes.Of("file 0"))).ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_attachments");
    }

    [Fact]
    public async Task Length_comes_before_the_body_is_read()
    {
        // No byte of the body is ever sent: only the length can be the reason.
        var answer = await DeclareAsync(await Mail.DraftAsync(), 26_214_400 + 1024 * 1024 + 1);

        answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "file_too_large", "File size exceeds 25MB");
    }

    [Fact]
    public async Task Message_comes_before_the_length() => (await DeclareAsync("unknown", 1_000_000_000_000)).ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Form_comes_before_the_type()
    {
        var form = new Form().Field("x", "y");

        (await Mail.UploadAsync(await Mail.DraftAsync(), form)).ShouldBeProblem(HttpStatusCode.BadRequest, "file_required");
    }

    [Fact]
    public async Task Type_comes_before_the_size()
    {
        // Within the form's allowance, so that the length alone does not decide.
        var answer = await Mail.UploadAsync(await Mail.DraftAsync(), TooLarge[..26_214_401], "setup.exe");

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");
    }

    [Fact]
    public async Task Type_comes_before_emptiness() =>
        (await Mail.UploadAsync(await Mail.DraftAsync(), [], "setup.exe")).ShouldBeProblem(HttpStatusCode.BadRequest, "type_not_allowed");

    private async Task<string> FullMessageAsync()
    {
        var message = await Mail.DraftAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Mail.AttachAsync(message, $"file {i}")));
        return message;
    }

    private async Task<Answer> DeclareAsync(string message, long length)
    {
        await using var connection = await RawConnection.OpenAsync(Host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, message, new Form(), $"Content-Length: {length}"));
        return await connection.ReadAsync();
    }
}
