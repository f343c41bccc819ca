using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Network;

/// <summary>Clients that take their time. The host's patience is short here, so that it ends within the test.</summary>
/// <remarks>The web server's part is the same wherever rows and bytes are.</remarks>
public sealed class SlowClientTests(SqliteHost kind) : ContractTests(kind)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Body_that_trickles_is_408_and_nothing_stays()
    {
        var host = await ShareAsync();
        var mail = host.As(User);
        var (message, form) = (await mail.DraftAsync(), Form.Of(Bytes.Fresh(10_000)));
        var body = form.ToArray();
        await using var connection = await RawConnection.OpenAsync(host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, message, form, $"Content-Length: {body.Length}"));

        var answering = connection.ReadAsync();
        await TrickleAsync(connection, body, answering);

        (await answering).ShouldBeProblem(HttpStatusCode.RequestTimeout, "request_timeout");
        await Eventually.HoldsAsync(async () => (await host.BlobsAsync()).Count == 0, "the staged bytes are gone");
        Assert.Equal(0, await host.CountRowsAsync("attachments", User.Tenant));
        await mail.AttachAsync(message, Bytes.Fresh());
        await mail.DeleteMessageAsync(message);
    }

    [Fact]
    public async Task Message_that_trickles_is_408()
    {
        var host = await ShareAsync();
        await using var connection = await RawConnection.OpenAsync(host.Address);
        await connection.WriteAsync($"POST /api/accounts/a/messages HTTP/1.1\r\nHost: test\r\n{User}Content-Type: application/json\r\nContent-Length: 10000\r\n\r\n");

        var answering = connection.ReadAsync();
        await TrickleAsync(connection, new byte[10_000].Select(_ => (byte)' ').ToArray(), answering);

        (await answering).ShouldBeProblem(HttpStatusCode.RequestTimeout, "request_timeout");
    }

    [Fact]
    public async Task Head_that_trickles_is_cut_off()
    {
        var host = await ShareAsync();
        await using var connection = await RawConnection.OpenAsync(host.Address);
        await connection.WriteAsync($"GET /api/v1/attachments/policy HTTP/1.1\r\nHost: test\r\n{User}X-Slow: ");

        var answering = connection.ReadToEndAsync();
        await TrickleAsync(connection, new byte[10_000].Select(_ => (byte)'a').ToArray(), answering);

        Assert.StartsWith("HTTP/1.1 408 ", Bytes.Text(await answering), StringComparison.Ordinal);
        await AssertAnswersAsync(host);
    }

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    public async Task Connection_that_asks_for_nothing_is_closed(string beginning)
    {
        var host = await ShareAsync();
        await using var connection = await RawConnection.OpenAsync(host.Address);
        await connection.WriteAsync(beginning);

        await connection.ReadToEndAsync();

        await AssertAnswersAsync(host);
    }

    [Fact]
    public async Task Connection_that_idles_between_requests_is_closed()
    {
        var host = await ShareAsync();
        await using var connection = await RawConnection.OpenAsync(host.Address);
        await connection.WriteAsync($"GET /api/v1/attachments/policy HTTP/1.1\r\nHost: test\r\n{User}\r\n");
        (await connection.ReadAsync()).ShouldBe(HttpStatusCode.OK);

        Assert.Empty(await connection.ReadToEndAsync());
    }

    [Fact]
    public async Task Clients_that_do_not_read_their_downloads_are_cut_off_and_cost_no_memory()
    {
        // A rate that the answer's own length does not stretch into minutes.
        await using var host = await Kind.StartAsync();
        var uploaded = await host.As(User).AttachAsync(await host.As(User).DraftAsync(), Bytes.Counted(24_000_000));
        await host.RestartAsync(
            ("SampleHost__Connections__MinBodyRate", "100000000"), ("SampleHost__Connections__BodyGrace", "00:00:02"), ("Logging__LogLevel__Microsoft.AspNetCore.Server.Kestrel.BadRequests", "Debug"));
        (await host.As(User).DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.OK);
        var memory = host.MeasureMemory();

        var connections = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => RawConnection.OpenAsync(host.Address, receiveBuffer: 4_096)));
        foreach (var connection in connections)
            await connection.WriteAsync($"GET /api/v1/attachments/{uploaded.Id}/download HTTP/1.1\r\nHost: test\r\n{User}\r\n");

        await Eventually.HoldsAsync(() => host.Output.Split("not read by the client").Length > connections.Length, "every connection is cut off");
        Assert.True(memory.Growth < 96_000_000, $"{connections.Length} downloads of 24 MB that nobody reads took {memory.Growth:N0} bytes");
        foreach (var connection in connections)
            await connection.DisposeAsync();
        await AssertAnswersAsync(host);
    }

    private Task<RunningHost> ShareAsync() => Kind.ShareAsync(
        ("SampleHost__Connections__HeadersTimeout", "00:00:02"), ("SampleHost__Connections__KeepAlive", "00:00:02"), ("SampleHost__Connections__BodyGrace", "00:00:02"));

    // Ten bytes a second, until the server has had enough.
    private static async Task TrickleAsync(RawConnection connection, byte[] bytes, Task answering)
    {
        for (var i = 0; i < bytes.Length && !answering.IsCompleted; i++)
        {
            try
            {
                await connection.WriteAsync(bytes[i..(i + 1)]);
            }
            catch (IOException)
            {
                break;
            }

            await Task.WhenAny(answering, Task.Delay(Tick, TestContext.Current.CancellationToken));
        }
    }

    private async Task AssertAnswersAsync(RunningHost host) => (await host.As(User).GetAsync("/api/v1/attachments/policy")).ShouldBe(HttpStatusCode.OK);
}
