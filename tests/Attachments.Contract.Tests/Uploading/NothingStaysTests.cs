using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Uploading;

/// <summary>A refused, broken or cancelled upload leaves no row, no blob and no temporary file.</summary>
/// <remarks>On a host of its own, where every file and every row can be counted.</remarks>
public abstract class NothingStaysTests(ContractHost kind) : ContractTests(kind)
{
    private const int Limit = 100_000;

    private static readonly Dictionary<string, Func<Form>> RefusalMakers = new()
    {
        ["empty"] = () => Form.Of([]),
        ["too large"] = () => Form.Of(Bytes.Fresh(Limit + 1)),
        ["extension"] = () => Form.Of(Bytes.Fresh(5_000), "setup.exe"),
        ["extension, said late"] = () => new Form().File(Bytes.Fresh(5_000)).Field("filename", "setup.exe"),
        ["type"] = () => Form.Of(Bytes.Fresh(5_000), "a.bin", "application/x-unheard-of"),
        ["program"] = () => Form.Of([.. Files.LinuxProgram, .. new byte[5_000]]),
        ["two files"] = () => new Form().File(Bytes.Fresh(5_000)).File(Bytes.Fresh(5_000)),
        ["malformed after the file"] = () => new Form("x").File(Bytes.Fresh(5_000)).Raw("--x\r\nno header\r\n\r\n\r\n"),
    };

    [Fact]
    public async Task Refused_upload_leaves_nothing()
    {
        await using var host = await StartAsync();
        var mail = host.As(User);
        var message = await mail.DraftAsync();

        foreach (var (what, make) in RefusalMakers)
        {
            var answer = await mail.UploadAsync(message, make());

            Assert.True((int)answer.Status is >= 400 and < 500, $"{what}: {(int)answer.Status} {answer.Text}");
            await AssertEmptyAsync(host, what);
        }
    }

    [Fact]
    public async Task Broken_upload_leaves_nothing()
    {
        await using var host = await Kind.StartAsync();
        var message = await host.As(User).DraftAsync();
        var form = Form.Of(Bytes.Fresh(host.Storage.LengthThatShows + 300_000));
        var body = form.ToArray();

        foreach (var (what, framing, chunked) in new[] { ("reset", $"Content-Length: {body.Length}", false), ("reset in chunks", "Transfer-Encoding: chunked", true) })
        {
            await using var connection = await RawConnection.OpenAsync(host.Address);
            await connection.WriteAsync(RawConnection.UploadHead(User, message, form, framing));
            if (chunked)
                await connection.WriteChunkAsync(body[..^1_000]);
            else
                await connection.WriteAsync(body[..^1_000]);
            await Eventually.HoldsAsync(async () => (await host.BlobsAsync()).Count > 0, "the upload has begun to store its bytes");
            connection.Reset();

            await Eventually.HoldsAsync(async () => (await host.BlobsAsync()).Count == 0, $"what was stored before the {what} is gone");
            await AssertEmptyAsync(host, what);
        }
    }

    [Fact]
    public async Task Truncated_upload_leaves_nothing()
    {
        await using var host = await StartAsync();
        var message = await host.As(User).DraftAsync();
        var form = Form.Of(Bytes.Fresh(50_000));

        (await host.As(User).UploadAsync(message, Form.Content(form.ToOpenArray(), form.ContentType))).ShouldBeProblem(HttpStatusCode.BadRequest, "upload_interrupted");

        await AssertEmptyAsync(host, "truncated");
    }

    [Fact]
    public async Task Upload_cancelled_by_the_client_leaves_nothing()
    {
        await using var host = await Kind.StartAsync();
        var mail = host.As(User);
        var message = await mail.DraftAsync();
        using var stuck = new StuckContent(Form.Of(Bytes.Fresh(host.Storage.LengthThatShows + 300_000)));
        using var cancellation = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, MailClient.AttachmentsOf(message)) { Content = stuck };
        User.Sign(request.Headers);

        var sending = host.Http.SendAsync(request, cancellation.Token);
        await Eventually.HoldsAsync(async () => (await host.BlobsAsync()).Count > 0, "the upload has begun to store its bytes");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await Eventually.HoldsAsync(async () => (await host.BlobsAsync()).Count == 0, "the cancelled upload's bytes are gone");
        await AssertEmptyAsync(host, "cancelled");
    }

    [Fact]
    public async Task Bytes_staged_by_a_killed_process_are_swept_later()
    {
        await using var host = await Kind.StartAsync(("Attachments__Sweeping__Interval", "00:00:00.2"), ("Attachments__Sweeping__GracePeriod", "00:00:01"));
        var message = await host.As(User).DraftAsync();
        var form = Form.Of(Bytes.Fresh(host.Storage.LengthThatShows + 300_000));
        var body = form.ToArray();
        await using var connection = await RawConnection.OpenAsync(host.Address);
        await connection.WriteAsync(RawConnection.UploadHead(User, message, form, $"Content-Length: {body.Length}"));
        await connection.WriteAsync(body[..^1_000]);
        await Eventually.HoldsAsync(async () => (await host.BlobsAsync()).Count > 0, "the upload has begun to store its bytes");

        await host.RestartAsync();

        await Eventually.HoldsAsync(async () => (await host.BlobsAsync()).Count == 0, "the staged bytes are swept");
        await AssertEmptyAsync(host, "killed");
    }

    private Task<RunningHost> StartAsync() => Kind.StartAsync(("MAX_ATTACHMENT_SIZE", "100000"));

    private static async Task AssertEmptyAsync(RunningHost host, string what)
    {
        var left = await host.BlobsAsync();
        Assert.True(left.Count == 0, $"After '{what}' there are {string.Join(", ", left)}");
        foreach (var table in new[] { "attachments", "blobs", "strays" })
            Assert.True(await host.CountRowsAsync(table) == 0, $"After '{what}' {table} has rows");
    }

    /// <summary>Sends most of a form, and then nothing more.</summary>
    private sealed class StuckContent : HttpContent
    {
        private readonly byte[] body;

        public StuckContent(Form form)
        {
            body = form.ToArray();
            Headers.TryAddWithoutValidation("Content-Type", form.ContentType);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(body.AsMemory(0, body.Length - 1_000), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
