using System.Globalization;
using System.Net;
using System.Text;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Network;

/// <summary>Clients that send or ask for more than anybody should.</summary>
/// <remarks>The web server's part is the same wherever rows and bytes are.</remarks>
public sealed class GreedyClientTests(SqliteHost kind) : ContractTests(kind)
{
    private const string Policy = "/api/v1/attachments/policy";

    [Theory]
    [InlineData("header lines", 431)]
    [InlineData("header", 431)]
    [InlineData("request line", 414)]
    public async Task Endless_head_is_refused(string what, int status)
    {
        await using var connection = await RawConnection.OpenAsync(Host.Address);
        await connection.WriteAsync(what == "request line" ? "GET /api/v1/attachments/" : $"GET {Policy} HTTP/1.1\r\nHost: test\r\n{(what == "header" ? "X-Long: " : "")}");

        var answering = connection.ReadToEndAsync();
        var sent = await FloodAsync(connection, Bytes.Of(what == "header lines" ? "X-Some: header\r\n" : new string('a', 1_000)), answering, atMost: 50_000_000);

        Assert.StartsWith($"HTTP/1.1 {status} ", Bytes.Text(await answering), StringComparison.Ordinal);
        Assert.True(sent < 20_000_000, $"{sent:N0} bytes were taken before the answer");
        await AssertAnswersAsync(Host);
    }

    [Theory]
    [InlineData("preamble")]
    [InlineData("part header")]
    [InlineData("part header lines")]
    [InlineData("empty parts")]
    [InlineData("field")]
    [InlineData("filename field")]
    [InlineData("epilogue")]
    public async Task Endless_form_around_the_file_is_refused_and_nothing_stays(string what)
    {
        var message = await Mail.DraftAsync();
        var form = new Form();
        var (beginning, repeated) = FloodOf(what, form);
        await using var connection = await RawConnection.OpenAsync(Host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, message, form, "Transfer-Encoding: chunked"));
        await connection.WriteChunkAsync(Bytes.Of(beginning));

        var answering = connection.ReadAsync();
        var block = Bytes.Of(string.Concat(Enumerable.Repeat(repeated, 64 * 1024 / repeated.Length)));
        var sent = await FloodAsync(connection, Chunk(block), answering, atMost: 400_000_000);

        Assert.Contains((await answering).Status, new[] { HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge });
        Assert.True(sent < 400_000_000, "The form went on for ever");
        Assert.Empty(await Mail.AllOfAsync(message));
        await Mail.AttachAsync(message, Bytes.Fresh());
    }

    [Fact]
    public async Task Endless_forms_and_files_side_by_side_cost_no_memory()
    {
        await using var host = await Kind.StartAsync();
        var mail = host.As(User);
        var message = await mail.DraftAsync();
        await mail.AttachAsync(message, Bytes.Counted(20_000_000));
        var memory = host.MeasureMemory();

        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => SendEndlessAsync(host, message, i)));

        Assert.True(memory.Growth < 160_000_000, $"24 endless uploads took {memory.Growth:N0} bytes");
        await AssertAnswersAsync(host);
    }

    [Fact]
    public async Task Ranges_cost_no_memory_however_many_there_are()
    {
        await using var host = await Kind.StartAsync();
        var mail = host.As(User);
        var uploaded = await mail.AttachAsync(await mail.DraftAsync(), Bytes.Counted(24_000_000));
        string[] ranges = ["bytes=" + string.Join(',', Enumerable.Repeat("0-", 1_500)), "bytes=0-23999999,0-23999999", "bytes=0-", "bytes=0-9223372036854775807", "bytes=-18446744073709551616", "bytes=0-,-1,1-"];
        await DiscardAsync(host, uploaded.Id, ranges[0]);
        var memory = host.MeasureMemory();

        for (var round = 0; round < 4; round++)
            await Task.WhenAll(ranges.Select(range => DiscardAsync(host, uploaded.Id, range)));

        Assert.True(memory.Growth < 96_000_000, $"24 downloads of 24 MB by odd ranges took {memory.Growth:N0} bytes");
        await AssertAnswersAsync(host);
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_their_order()
    {
        var ids = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7().ToString()).ToList();
        await using var connection = await RawConnection.OpenAsync(Host.Address);

        var writing = connection.WriteAsync(string.Concat(ids.Select((_, i) => $"GET {(i % 2 == 0 ? Policy : "/api/v1/attachments/x/metadata")} HTTP/1.1\r\nHost: test\r\n{User}\r\n")));

        for (var i = 0; i < ids.Count; i++)
            (await connection.ReadAsync()).ShouldBe(i % 2 == 0 ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        await writing;
    }

    [Theory]
    [InlineData("Content-Length: 6\r\nTransfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 6", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked", "0\r\n\r\n")]
    public async Task Two_framings_smuggle_no_second_request_behind_the_first(string framing, string body)
    {
        var form = new Form();
        var smuggled = $"GET /api/v1/attachments/policy HTTP/1.1\r\nHost: test\r\n{User}\r\n";
        await using var connection = await RawConnection.OpenAsync(Host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, await Mail.DraftAsync(), form, framing) + body + smuggled);

        var answers = Bytes.Text(await connection.ReadToEndAsync());

        Assert.DoesNotContain("maxAttachmentSize", answers, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 4", answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_over_the_limit_are_closed_and_the_others_go_on()
    {
        await using var host = await Kind.StartAsync(("SampleHost__Connections__Max", "20"));
        var held = new List<RawConnection>();
        for (var i = 0; i < 20; i++)
        {
            held.Add(await RawConnection.OpenAsync(host.Address));
            await held[i].WriteAsync($"GET {Policy} HTTP/1.1\r\nHost: test\r\n{User}\r\n");
            (await held[i].ReadAsync()).ShouldBe(HttpStatusCode.OK);
        }

        await using (var one = await RawConnection.OpenAsync(host.Address))
            Assert.Empty(await one.ReadToEndAsync());
        await held[0].WriteAsync($"GET {Policy} HTTP/1.1\r\nHost: test\r\n{User}\r\n");
        (await held[0].ReadAsync()).ShouldBe(HttpStatusCode.OK);

        foreach (var connection in held)
            await connection.DisposeAsync();
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    return (await host.As(User).GetAsync(Policy)).Status == HttpStatusCode.OK;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "connections are taken again");
    }

    [Fact]
    public async Task Thousand_idle_connections_keep_nobody_out()
    {
        var idle = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => RawConnection.OpenAsync(Host.Address)));

        await AssertAnswersAsync(Host);
        await Mail.AttachAsync(await Mail.DraftAsync(), Bytes.Fresh());

        foreach (var connection in idle)
            await connection.DisposeAsync();
    }

    [Fact]
    public async Task Json_body_over_a_megabyte_is_413()
    {
        var answer = await Mail.PostJsonAsync("/api/accounts/acc123/messages", new { to = "a@example.com", subject = "Hello", body = new string('a', 1_100_000) });

        answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        await Mail.DraftAsync();
    }

    private static (string Beginning, string Repeated) FloodOf(string what, Form form) => what switch
    {
        "preamble" => ("this is no form\r\n", "nothing\r\n"),
        "part header" => ($"--{form.Boundary}\r\nX-Long: ", "a"),
        "part header lines" => ($"--{form.Boundary}\r\n", "X-Some: header\r\n"),
        "empty parts" => ("", $"--{form.Boundary}\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n\r\n"),
        "field" => ($"--{form.Boundary}\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\n", "a"),
        "filename field" => ($"--{form.Boundary}\r\nContent-Disposition: form-data; name=\"filename\"\r\n\r\n", "a"),
        _ => ($"--{form.Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n{Guid.NewGuid()}\r\n--{form.Boundary}--\r\n", "more\r\n"),
    };

    private async Task SendEndlessAsync(RunningHost host, string message, int number)
    {
        string[] kinds = ["preamble", "part header lines", "filename field", "epilogue", "file", "field"];
        var form = new Form();
        var (beginning, repeated) = kinds[number % kinds.Length] == "file"
            ? ($"--{form.Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n", "a")
            : FloodOf(kinds[number % kinds.Length], form);
        await using var connection = await RawConnection.OpenAsync(host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, message, form, "Transfer-Encoding: chunked"));
        await connection.WriteChunkAsync(Bytes.Of(beginning));
        var answering = connection.ReadAsync();

        await FloodAsync(connection, Chunk(Bytes.Of(string.Concat(Enumerable.Repeat(repeated, 64 * 1024 / repeated.Length)))), answering, atMost: 400_000_000);

        Assert.InRange((int)(await answering).Status, 400, 413);
    }

    private static byte[] Chunk(byte[] block) => [.. Encoding.ASCII.GetBytes(block.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. block, .. "\r\n"u8];

    // Sends the same again and again until there is an answer.
    private static async Task<long> FloodAsync(RawConnection connection, byte[] bytes, Task answering, long atMost)
    {
        long sent = 0;
        while (!answering.IsCompleted && sent < atMost)
        {
            try
            {
                await connection.WriteAsync(bytes);
            }
            catch (IOException)
            {
                break;
            }

            sent += bytes.Length;
        }

        return sent;
    }

    private async Task DiscardAsync(RunningHost host, string id, string range)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/attachments/{id}/download");
        User.Sign(request.Headers);
        request.Headers.TryAddWithoutValidation("Range", range);
        using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.PartialContent, HttpStatusCode.RequestedRangeNotSatisfiable });
        await response.Content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
    }

    private async Task AssertAnswersAsync(RunningHost host) => (await host.As(User).GetAsync(Policy)).ShouldBe(HttpStatusCode.OK);
}
