using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Uploading;

/// <summary>Uploads that only a bare socket sends.</summary>
public abstract class RawUploadTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Body_cut_off_leaves_nothing()
    {
        var (message, bytes) = (await Mail.DraftAsync(), Bytes.Fresh(200_000));
        var form = Form.Of(bytes);
        var body = form.ToArray();

        await using (var connection = await RawConnection.OpenAsync(Host.Address))
        {
            await connection.WriteAsync(RawConnection.UploadHead(User, message, form, $"Content-Length: {body.Length}"));
            await connection.WriteAsync(body[..150_000]);
            connection.Reset();
        }

        // The same file again is a first upload, not a duplicate of a half one.
        var uploaded = await Mail.AttachAsync(message, bytes);
        Assert.Equal("pending", uploaded.ScanStatus);
        Assert.Single(await Mail.AllOfAsync(message));
    }

    [Fact]
    public async Task Body_that_ends_before_its_closing_boundary_is_upload_interrupted()
    {
        var (message, form) = (await Mail.DraftAsync(), Form.Of(Bytes.Fresh()));
        var body = form.ToOpenArray();

        var answer = await RawConnection.ExchangeAsync(
            Host.Address, [.. Bytes.Of(RawConnection.UploadHead(User, message, form, $"Content-Length: {body.Length}")), .. body]);

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "upload_interrupted");
        Assert.Empty(await Mail.AllOfAsync(message));
    }

    [Fact]
    public async Task Chunked_body_that_breaks_off_is_refused()
    {
        var (message, form) = (await Mail.DraftAsync(), Form.Of(Bytes.Fresh()));
        await using var connection = await RawConnection.OpenAsync(Host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, message, form, "Transfer-Encoding: chunked"));
        await connection.WriteChunkAsync(form.ToOpenArray());
        await connection.WriteAsync("zz\r\nno chunk\r\n");

        var answer = await connection.ReadAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Empty(await Mail.AllOfAsync(message));
    }

    [Fact]
    public async Task Endless_chunked_body_is_cut_at_the_limit()
    {
        var (message, form) = (await Mail.DraftAsync(), Form.Of(new byte[1_000_000]));
        var chunk = new byte[1_000_000];
        await using var connection = await RawConnection.OpenAsync(Host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, message, form, "Transfer-Encoding: chunked"));
        await connection.WriteChunkAsync(form.ToOpenArray());

        // The answer comes while the body is still being sent, and the body never ends.
        var answering = connection.ReadAsync();
        var sent = 1;
        while (!answering.IsCompleted && sent < 200)
        {
            try
            {
                await connection.WriteChunkAsync(chunk);
                sent++;
            }
            catch (IOException)
            {
                break;
            }
        }

        (await answering).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "file_too_large");
        Assert.InRange(sent, 25, 199);
        Assert.Empty(await Mail.AllOfAsync(message));
    }

    [Fact]
    public async Task Length_shorter_than_the_body_ends_the_form_early()
    {
        var (message, form) = (await Mail.DraftAsync(), Form.Of(Bytes.Fresh(2_000)));
        await using var connection = await RawConnection.OpenAsync(Host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, message, form, "Content-Length: 300"));
        await connection.WriteAsync(form.ToArray()[..300]);

        (await connection.ReadAsync()).ShouldBeProblem(HttpStatusCode.BadRequest, "upload_interrupted");
        Assert.Empty(await Mail.AllOfAsync(message));
    }

    [Theory]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length: abc")]
    [InlineData("Content-Length: 99999999999999999999")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6")]
    [InlineData("Transfer-Encoding: gzip")]
    public async Task Framing_that_no_server_understands_is_refused(string framing)
    {
        var answer = await RawConnection.ExchangeAsync(Host.Address, Bytes.Of(RawConnection.UploadHead(User, await Mail.DraftAsync(), new Form(), framing)));

        Assert.InRange((int)answer.Status, 400, 499);
    }

    [Fact]
    public async Task Slow_body_is_408()
    {
        var (message, form) = (await Mail.DraftAsync(), Form.Of(Bytes.Fresh(10_000)));
        await using var connection = await RawConnection.OpenAsync(Host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, message, form, $"Content-Length: {form.ToArray().Length}"));
        await connection.WriteAsync(form.ToArray()[..200]);

        (await connection.ReadAsync()).ShouldBeProblem(HttpStatusCode.RequestTimeout, "request_timeout");
        Assert.Empty(await Mail.AllOfAsync(message));
    }

    [Fact]
    public async Task Expectation_is_refused_before_the_body_is_sent()
    {
        await using var connection = await RawConnection.OpenAsync(Host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, "unknown", new Form(), "Content-Length: 1000\r\nExpect: 100-continue"));

        (await connection.ReadAsync()).ShouldBeProblem(HttpStatusCode.NotFound, "message_not_found");
    }

    [Theory]
    [InlineData("X-Tenant-ID: a\0b\r\nX-User-ID: u")]
    [InlineData("X-Tenant-ID: \u00e9\r\nX-User-ID: u")]
    [InlineData("X-Tenant-ID: t\r\n X-User-ID: folded")]
    public async Task Identity_headers_of_odd_bytes_are_refused(string headers)
    {
        var answer = await RawConnection.ExchangeAsync(Host.Address, $"GET /api/v1/attachments/{Guid.NewGuid()}/metadata HTTP/1.1\r\nHost: test\r\n{headers}\r\n\r\n");

        Assert.Contains(answer.Status, new[] { HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized });
    }

    [Fact]
    public async Task Refused_upload_does_not_spoil_the_next_request_on_the_connection()
    {
        var message = await Mail.DraftAsync();
        var form = Form.Of(Bytes.Fresh(50_000), "setup.exe");
        var body = form.ToArray();
        await using var connection = await RawConnection.OpenAsync(Host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, message, form, $"Content-Length: {body.Length}"));
        await connection.WriteAsync(body);
        var refused = await connection.ReadAsync();
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        if (refused.Header("Connection") == "close")
            return;

        await connection.WriteAsync($"GET {MailClient.AttachmentsOf(message)} HTTP/1.1\r\nHost: test\r\n{User}\r\n");

        (await connection.ReadAsync()).ShouldBe(HttpStatusCode.OK);
    }
}
