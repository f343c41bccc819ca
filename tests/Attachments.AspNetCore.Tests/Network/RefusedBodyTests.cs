using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Attachments.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.AspNetCore.Tests.Network;

/// <summary>A refusal must reach clients that are still sending, or they see a broken connection in its place.</summary>
public sealed class RefusedBodyTests
{
    private const string Upload = "/api/v1/messages/m1/attachments";

    private const int TooLong = 60 * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Http_client_gets_the_413_while_it_sends_and_its_connection_lives()
    {
        await using var host = await TestHost.StartAsync();
        using var content = Form(TooLong);

        using var refused = await host.Client.PostAsync(Upload, content, Token);
        using var accepted = await host.Client.PostAsync(Upload, Form(10), Token);

        var problem = await refused.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "file_too_large");
        Assert.Equal("Payload too large", (string?)problem["error"]);
        Assert.Equal("File size exceeds 25MB", (string?)problem["message"]);
        Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
    }

    [Fact]
    public async Task Http_client_gets_the_413_when_the_length_was_not_told()
    {
        await using var host = await TestHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Upload) { Content = Form(TooLong) };
        request.Headers.TransferEncodingChunked = true;

        using var response = await host.Client.SendAsync(request, Token);

        await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "file_too_large");
    }

    [Theory]
    [InlineData("messages/none", 404, "message_not_found")]
    [InlineData("messages/sent", 400, "message_not_draft")]
    public async Task Http_client_gets_what_was_known_before_the_body(string message, int status, string code)
    {
        await using var host = await TestHost.StartAsync();

        using var response = await host.Client.PostAsync($"/api/v1/{message}/attachments", Form(20_000_000), Token);

        await response.ProblemAsync((HttpStatusCode)status, code);
    }

    [Fact]
    public async Task Server_limit_does_not_stop_a_file_that_the_options_allow()
    {
        await using var host = await TestHost.StartAsync(
            static builder => builder.Services.Configure<AttachmentsOptions>(static options => options.MaxAttachmentSize = 40_000_000),
            kestrel: static options => options.Limits.MaxRequestBodySize = 1000);
        host.Service.MaxSize = 40_000_000;

        using var response = await host.Client.PostAsync(Upload, Form(35_000_000), Token);

        Assert.Equal(35_000_000, (long)(await response.JsonAsync(HttpStatusCode.Created))["size"]!);
    }

    [Theory]
    [InlineData("Expect: 100-continue")]
    [InlineData("Expect:")]
    public async Task Curl_gets_the_413(string expect)
    {
        await using var host = await TestHost.StartAsync();
        var file = Path.GetTempFileName();
        try
        {
            await using (var stream = File.OpenWrite(file))
                stream.SetLength(TooLong);

            var (exitCode, output) = await CurlAsync(
                "-sS", "-H", expect, "-H", "X-Tenant-ID: t1", "-H", "X-User-ID: u1", "-w", "\\n%{http_code} %{size_upload}", "-F", $"file=@{file}", new Uri(host.Address, Upload).ToString());

            var lines = output.Split('\n');
            Assert.True(exitCode == 0, output);
            Assert.Equal("file_too_large", (string?)JsonNode.Parse(lines[0])!["code"]);
            Assert.StartsWith("413 ", lines[1], StringComparison.Ordinal);
            if (expect.EndsWith("continue", StringComparison.Ordinal))
                Assert.Equal("413 0", lines[1]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Socket_gets_the_413_before_it_sends_its_body_and_can_go_on_after()
    {
        await using var host = await TestHost.StartAsync();
        await using var connection = await RawConnection.OpenAsync(host.Address, Token);
        await connection.SendAsync(Head($"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {TooLong}"), Token);

        var (head, body) = await connection.ReadResponseAsync(Token);
        await connection.SendAsync(new byte[TooLong], Token);
        await connection.SendAsync("GET /api/v1/messages/m1/attachments HTTP/1.1\r\nHost: x\r\nX-Tenant-ID: t1\r\nX-User-ID: u1\r\n\r\n", Token);
        var (next, _) = await connection.ReadResponseAsync(Token);

        Assert.StartsWith("HTTP/1.1 413 ", head, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", head, StringComparison.Ordinal);
        Assert.Equal("file_too_large", (string?)JsonNode.Parse(body)!["code"]);
        Assert.StartsWith("HTTP/1.1 200 ", next, StringComparison.Ordinal);
    }

    // Longer than the server's own limit (30,000,000), which would close the connection under the answer.
    [Fact]
    public async Task Socket_without_an_identity_gets_the_401_before_it_sends_its_body_and_can_go_on_after()
    {
        await using var host = await TestHost.StartAsync();
        await using var connection = await RawConnection.OpenAsync(host.Address, Token);
        await connection.SendAsync($"POST {Upload} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {TooLong}\r\n\r\n", Token);

        var (head, _) = await connection.ReadResponseAsync(Token);
        await connection.SendAsync(new byte[TooLong], Token);
        await connection.SendAsync("GET /api/v1/messages/m1/attachments HTTP/1.1\r\nHost: x\r\nX-Tenant-ID: t1\r\nX-User-ID: u1\r\n\r\n", Token);
        var (next, _) = await connection.ReadResponseAsync(Token);

        Assert.StartsWith("HTTP/1.1 401 ", head, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_with_expect_gets_no_continue_for_a_body_that_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        await using var connection = await RawConnection.OpenAsync(host.Address, Token);
        await connection.SendAsync(Head($"Expect: 100-continue\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {TooLong}"), Token);

        var (head, _) = await connection.ReadResponseAsync(Token);

        Assert.StartsWith("HTTP/1.1 413 ", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_with_expect_gets_the_continue_for_a_body_that_is_read()
    {
        await using var host = await TestHost.StartAsync();
        await using var connection = await RawConnection.OpenAsync(host.Address, Token);
        const string Body = "--b\r\nContent-Disposition: form-data; name=file\r\n\r\nhello\r\n--b--\r\n";
        await connection.SendAsync(Head($"Expect: 100-continue\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {Body.Length}"), Token);

        var (interim, _) = await connection.ReadResponseAsync(Token);
        await connection.SendAsync(Body, Token);
        var (head, _) = await connection.ReadResponseAsync(Token);

        Assert.StartsWith("HTTP/1.1 100 ", interim, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 201 ", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_that_stops_sending_gets_408_where_the_host_sets_a_rate()
    {
        await using var host = await TestHost.StartAsync(
            kestrel: static options => options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1_000_000, gracePeriod: TimeSpan.FromSeconds(1.1)));
        await using var connection = await RawConnection.OpenAsync(host.Address, Token);
        await connection.SendAsync(Head("Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000"), Token);
        await connection.SendAsync("--b\r\nContent-Disposition: form-data; name=file\r\n\r\nhello", Token);

        var (head, body) = await connection.ReadResponseAsync(Token);

        Assert.StartsWith("HTTP/1.1 408 ", head, StringComparison.Ordinal);
        Assert.Equal("request_timeout", (string?)JsonNode.Parse(body)!["code"]);
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=file\r\n\r\nhello")]
    [InlineData("--b\r\nContent-Disp")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=file\r\n\r\nhello\r\n--b--")]
    public async Task Socket_that_closes_amid_the_body_ends_the_upload(string sent)
    {
        await using var host = await TestHost.StartAsync();
        await using var connection = await RawConnection.OpenAsync(host.Address, Token);
        await connection.SendAsync(Head("Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000"), Token);
        await connection.SendAsync(sent, Token);

        connection.FinishSending();
        var ended = await Task.WhenAny(host.Service.FirstUpload, Task.Delay(TimeSpan.FromSeconds(30), Token));

        // Kestrel tells of the closed connection by the read or by the request's token, whichever comes first.
        Assert.Same(host.Service.FirstUpload, ended);
        Assert.True(host.Service.FirstUpload.IsFaulted
            ? host.Service.FirstUpload.Exception!.InnerException is OperationCanceledException
            : (await host.Service.FirstUpload)?.Code == RejectionCode.UploadInterrupted);
        Assert.Equal(0, host.Service.Count);
    }

    [Fact]
    public async Task Socket_whose_form_has_no_end_gets_400()
    {
        await using var host = await TestHost.StartAsync();
        await using var connection = await RawConnection.OpenAsync(host.Address, Token);
        const string Body = "--b\r\nContent-Disposition: form-data; name=file\r\n\r\nhello";
        await connection.SendAsync(Head($"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {Body.Length}") + Body, Token);

        var (head, body) = await connection.ReadResponseAsync(Token);

        Assert.StartsWith("HTTP/1.1 400 ", head, StringComparison.Ordinal);
        Assert.Equal("upload_interrupted", (string?)JsonNode.Parse(body)!["code"]);
    }

    private static string Head(string headers) => $"POST {Upload} HTTP/1.1\r\nHost: x\r\nX-Tenant-ID: t1\r\nX-User-ID: u1\r\n{headers}\r\n\r\n";

    private static MultipartFormDataContent Form(int length) => new() { { new ByteArrayContent(new byte[length]), "file", "a.bin" } };

    private static async Task<(int ExitCode, string Output)> CurlAsync(params string[] arguments)
    {
        using var process = TryStart(arguments);
        if (process is null)
            Assert.Skip("curl is not installed");

        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output + await error);
    }

    private static Process? TryStart(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("curl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
