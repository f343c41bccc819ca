using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Sealing;

/// <summary>A message sent or deleted while an upload into it is under way.</summary>
public abstract class SealingTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Message_sent_while_the_file_streams_refuses_it()
    {
        var answer = await UploadAroundAsync(async message => (await Mail.SendMessageAsync(message)).ShouldBe(HttpStatusCode.OK));

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "message_not_draft");
    }

    [Fact]
    public async Task Message_deleted_while_the_file_streams_is_not_found()
    {
        var answer = await UploadAroundAsync(async message => (await Mail.DeleteMessageAsync(message)).ShouldBe(HttpStatusCode.OK));

        answer.ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found");
    }

    [Fact]
    public async Task Message_filled_while_the_file_streams_refuses_it()
    {
        var answer = await UploadAroundAsync(
            message => Task.WhenAll(Enumerable.Range(0, 20).Select(i => Mail.AttachAsync(message, $"file {i}"))), left: 20);

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "too_many_attachments");
    }

    [Fact]
    public async Task Sent_message_keeps_the_attachments_that_it_had()
    {
        var uploaded = await Mail.AttachAsync("kept");
        (await Mail.SendMessageAsync(uploaded.MessageId)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal("kept", (await Mail.DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK).Text);
        (await Mail.UploadAsync(uploaded.MessageId, Bytes.Of("kept"))).ShouldBeProblem(HttpStatusCode.BadRequest, "message_not_draft");
    }

    [Fact]
    public async Task Pending_verdicts_do_not_hold_a_message_back_while_scanning_is_off()
    {
        var uploaded = await Mail.AttachAsync();
        Assert.Equal("pending", uploaded.ScanStatus);

        (await Mail.SendMessageAsync(uploaded.MessageId)).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Does something between the first and the second half of an upload, whose checks before the body have then passed.</summary>
    private async Task<Answer> UploadAroundAsync(Func<string, Task> between, long left = 0)
    {
        var (message, bytes) = (await Mail.DraftAsync(), Bytes.Fresh(300_000));
        var form = Form.Of(bytes);
        var body = form.ToArray();
        await using var connection = await RawConnection.OpenAsync(Host.Address);

        // Only once its checks have passed does a host ask for the body.
        await connection.WriteAsync(RawConnection.UploadHead(User, message, form, $"Content-Length: {body.Length}\r\nExpect: 100-continue"));
        await connection.WaitForContinueAsync();
        await connection.WriteAsync(body[..200_000]);

        await between(message);

        await connection.WriteAsync(body[200_000..]);
        var answer = await connection.ReadAsync();
        Assert.Equal(left, await Host.CountRowsAsync("attachments", User.Tenant));
        Assert.Equal(left, await Host.CountRowsAsync("blobs", User.Tenant));
        Assert.Equal(0, await Host.CountRowsAsync("strays", User.Tenant));
        Assert.Empty(await Host.BlobsOfAsync(bytes));
        return answer;
    }
}
