using Attachments.Content;
using Attachments.Scanning.ClamAV.Daemons;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments.Scanning.ClamAV;

/// <summary>Answers that a true daemon gives seldom, or never.</summary>
public sealed class ReplyTests
{
    private static readonly byte[] Bytes = Archives.Random(500_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_stream_that_the_daemon_reads_is_the_blob()
    {
        byte[] seen = [];
        await using var daemon = new ScriptedDaemon(async (connection, token) =>
        {
            seen = await ScriptedDaemon.ReadStreamAsync(connection, token);
            await connection.WriteAsync("stream: OK\0"u8.ToArray(), token);
        });

        await Scanner(daemon).ScanAsync(Bytes, blockSize: 77_777);

        Assert.Equal(Bytes, seen);
    }

    [Fact]
    public async Task A_reply_that_comes_byte_by_byte_is_read()
    {
        await using var daemon = new ScriptedDaemon(async (connection, token) =>
        {
            await ScriptedDaemon.ReadStreamAsync(connection, token);
            foreach (var value in "stream: Slow FOUND\0"u8.ToArray())
            {
                await connection.WriteAsync(new[] { value }, token);
                await connection.FlushAsync(token);
            }
        });

        Assert.Equal("Slow", (await Scanner(daemon).ScanAsync(Bytes)).Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stream: O")]
    [InlineData("stream: OK")]
    [InlineData("stream: OK\n")]
    [InlineData("stream: Can't allocate memory ERROR\0")]
    [InlineData("COMMAND READ TIMED OUT\n")]
    public async Task A_reply_that_is_no_verdict_makes_the_scan_fail(string reply)
    {
        await using var daemon = ScriptedDaemon.Answering(reply);

        await AssertUnavailableAsync(daemon);
    }

    [Fact]
    public async Task A_reply_without_an_end_makes_the_scan_fail_and_is_not_kept()
    {
        await using var daemon = ScriptedDaemon.Answering("stream: " + new string('A', 1_000_000));

        await AssertUnavailableAsync(daemon);
    }

    [Fact]
    public async Task Ok_before_the_last_byte_is_no_verdict()
    {
        await using var daemon = new ScriptedDaemon(async (connection, token) =>
        {
            await connection.WriteAsync("stream: OK\0"u8.ToArray(), token);
            await ScriptedDaemon.ReadStreamAsync(connection, token);
        });
        await using var scan = await Scanner(daemon).BeginAsync(Scanners.NewTarget(), Token);
        await UntilAnsweredAsync(scan);

        await Assert.ThrowsAsync<ScannerUnavailableException>(() => scan.CompleteAsync(ContentDigest.Of(Bytes), Bytes.Length, Token).AsTask());
    }

    [Fact]
    public async Task A_reply_before_the_last_byte_ends_the_sending_and_counts()
    {
        await using var daemon = new ScriptedDaemon(async (connection, token) =>
        {
            await ScriptedDaemon.ReadChunkAsync(connection, token);
            await connection.WriteAsync("INSTREAM size limit exceeded. ERROR\0"u8.ToArray(), token);
        });
        await using var scan = await Scanner(daemon).BeginAsync(Scanners.NewTarget(), Token);
        await UntilAnsweredAsync(scan);

        await scan.WriteAsync(Bytes, Token);
        var report = await scan.CompleteAsync(ContentDigest.Of(Bytes), Bytes.Length, Token);

        Assert.Equal(ScanVerdict.Unscannable, report.Verdict);
    }

    [Fact]
    public async Task A_daemon_that_takes_no_bytes_is_given_up_in_time()
    {
        await using var daemon = new ScriptedDaemon((_, token) => Task.Delay(Timeout.Infinite, token));
        var scanner = Scanner(daemon, TimeSpan.FromSeconds(3), streamMaxLength: 1L << 30);
        await using var scan = await scanner.BeginAsync(Scanners.NewTarget(), Token);

        // More than the system's own buffers hold.
        await Assert.ThrowsAsync<ScannerUnavailableException>(async () =>
        {
            for (var i = 0; i < 200; i++)
                await scan.WriteAsync(Bytes, Token);
        });
    }

    [Fact]
    public async Task A_daemon_that_does_not_answer_is_given_up_in_time()
    {
        await using var daemon = new ScriptedDaemon(async (connection, token) =>
        {
            await ScriptedDaemon.ReadStreamAsync(connection, token);
            await Task.Delay(Timeout.Infinite, token);
        });

        await AssertUnavailableAsync(daemon, TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task A_wait_for_the_verdict_is_cancelled_at_once()
    {
        var read = new TaskCompletionSource();
        await using var daemon = new ScriptedDaemon(async (connection, token) =>
        {
            await ScriptedDaemon.ReadStreamAsync(connection, token);
            read.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        });
        using var cancellation = new CancellationTokenSource();
        await using var scan = await Scanner(daemon).BeginAsync(Scanners.NewTarget(), Token);
        await scan.WriteAsync(Bytes, Token);
        var verdict = scan.CompleteAsync(ContentDigest.Of(Bytes), Bytes.Length, cancellation.Token).AsTask();
        await read.Task;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verdict.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task Bytes_that_trickle_are_passed_on_before_they_fill_a_chunk()
    {
        var clock = new FakeTimeProvider();
        var chunk = new TaskCompletionSource<byte[]>();
        await using var daemon = new ScriptedDaemon(async (connection, token) => chunk.SetResult(await ScriptedDaemon.ReadChunkAsync(connection, token)));
        await using var scan = await Scanners.At(daemon.Endpoint, probeFailure: ClamAVProbeFailure.Ignore, clock: clock).BeginAsync(Scanners.NewTarget(), Token);

        await scan.WriteAsync(new byte[] { 1 }, Token);
        clock.Advance(TimeSpan.FromSeconds(4));
        await scan.WriteAsync(new byte[] { 2 }, Token);

        Assert.Equal([1, 2], await chunk.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task No_more_scans_run_at_once_than_there_are_connections()
    {
        await using var daemon = ScriptedDaemon.Answering("stream: OK\0");
        var scanner = Scanners.At(daemon.Endpoint, probeFailure: ClamAVProbeFailure.Ignore, timeout: TimeSpan.FromSeconds(3), maxConnections: 1);
        var first = await scanner.BeginAsync(Scanners.NewTarget(), Token);

        var failure = await Assert.ThrowsAsync<ScannerUnavailableException>(() => scanner.BeginAsync(Scanners.NewTarget(), Token).AsTask());
        await first.DisposeAsync();

        Assert.Contains("busy", failure.Message, StringComparison.Ordinal);
        await using var second = await scanner.BeginAsync(Scanners.NewTarget(), Token);
    }

    private static ClamAVScanner Scanner(ScriptedDaemon daemon, TimeSpan? timeout = null, long streamMaxLength = Scanners.MiB) =>
        Scanners.At(daemon.Endpoint, streamMaxLength, ClamAVProbeFailure.Ignore, timeout);

    private static async Task AssertUnavailableAsync(ScriptedDaemon daemon, TimeSpan? timeout = null)
    {
        var failure = await Assert.ThrowsAsync<ScannerUnavailableException>(() => Scanner(daemon, timeout).ScanAsync(Bytes).WaitAsync(TimeSpan.FromSeconds(20), Token));

        Assert.False(failure.IsMisconfigured);
    }

    private static async Task UntilAnsweredAsync(BlobScan scan)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (scan.WantsContent)
        {
            await scan.WriteAsync(Bytes.AsMemory(0, 100), Token);
            await Task.Delay(5, deadline.Token);
        }
    }
}
