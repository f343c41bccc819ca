using Attachments.Access;
using Attachments.Content;
using Attachments.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments.Scanning;

public sealed class ScanSessionTests
{
    private static readonly byte[] Bytes = [1, 2, 3];

    private static readonly ScanTarget Target = new(new BlobKey(TenantId.Parse("tenant-1"), new BlobId(Guid.CreateVersion7())));

    private readonly ScriptedScanner first = new("first");
    private readonly ScriptedScanner second = new("second");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_scanners_see_all_bytes()
    {
        await ScanAsync();

        Assert.Equal(Bytes, Assert.Single(first.Scanned));
        Assert.Equal(Bytes, Assert.Single(second.Scanned));
    }

    [Fact]
    public async Task Scanner_that_wants_no_content_is_shown_none()
    {
        var aloof = new ScriptedScanner("aloof") { WantsContent = false, OnWrite = _ => throw new InvalidOperationException("Not wanted.") };

        Assert.Equal(ScanStatus.Safe, (await ScanAsync(first, aloof)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Scanner_that_is_lost_leaves_no_verdict_where_the_other_finds_nothing(bool atOnce)
    {
        if (atOnce)
            first.OnBegin = ScriptedScanner.Unavailable();
        else
            first.OnWrite = ScriptedScanner.Unavailable();

        await Assert.ThrowsAsync<ScannerUnavailableException>(async () => await ScanAsync());
    }

    [Fact]
    public async Task Scanner_that_is_lost_does_not_hide_what_the_other_finds()
    {
        first.OnComplete = ScriptedScanner.Unavailable();
        second.Verdict = _ => ScriptedScanner.Infected;

        Assert.Equal(ScanStatus.Infected, (await ScanAsync()).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Scanner_that_hangs_until_the_time_is_over_does_not_hide_what_the_other_finds(bool isInfected)
    {
        using var time = new CancellationTokenSource();
        using var deadline = new ScanDeadline(TimeSpan.FromMinutes(10), TimeProvider.System, time.Token);
        first.OnComplete = ScriptedScanner.Hang;
        second.Verdict = _ => isInfected ? ScriptedScanner.Infected : ScriptedScanner.Clean;
        second.OnComplete = _ =>
        {
            time.CancelAfter(TimeSpan.FromMilliseconds(50));
            return default;
        };
        await using var session = await ScanSession.BeginAsync([first, second], Target, deadline);
        await session.WriteAsync(Bytes, time.Token);

        var scan = session.CompleteAsync(ContentDigest.Of(Bytes), Bytes.Length, time.Token).AsTask();

        if (isInfected)
            Assert.Equal(ScanStatus.Infected, (await scan).Status);
        else
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scan);
    }

    // Three quarters of the time are the most that one keeps the others waiting for.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Scanner_that_hangs_before_its_verdict_leaves_the_others_the_time_for_theirs(bool atOnce)
    {
        var clock = new FakeTimeProvider();
        using var deadline = new ScanDeadline(TimeSpan.FromSeconds(30), clock, Token);
        var hanging = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Func<CancellationToken, ValueTask> hang = token =>
        {
            hanging.SetResult();
            return ScriptedScanner.Hang(token);
        };
        if (atOnce)
            first.OnBegin = hang;
        else
            first.OnWrite = hang;
        second.Verdict = _ => ScriptedScanner.Infected;
        deadline.Start();

        var scan = ScanAsync(deadline);
        await hanging.Task.WaitAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(23));

        Assert.Equal(ScanStatus.Infected, (await scan.WaitAsync(Token)).Status);
    }

    [Fact]
    public async Task Scanner_that_is_slow_at_every_block_leaves_the_others_the_time_for_their_verdict()
    {
        var clock = new FakeTimeProvider();
        using var deadline = new ScanDeadline(TimeSpan.FromSeconds(30), clock, Token);
        first.OnWrite = token =>
        {
            token.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromSeconds(12));
            return default;
        };
        second.OnWrite = token =>
        {
            token.ThrowIfCancellationRequested();
            return default;
        };
        second.Verdict = _ => ScriptedScanner.Infected;
        deadline.Start();
        await using var session = await ScanSession.BeginAsync([first, second], Target, deadline);

        for (var block = 0; block < 4; block++)
            await session.WriteAsync(Bytes, deadline.Token);

        Assert.Equal(ScanStatus.Infected, (await session.CompleteAsync(ContentDigest.Of(Bytes), Bytes.Length, deadline.Token)).Status);
    }

    [Fact]
    public async Task Scan_ends_at_once_where_all_scanners_are_lost()
    {
        first.OnWrite = ScriptedScanner.Unavailable();
        second.OnBegin = ScriptedScanner.Unavailable();
        using var deadline = Deadline();
        await using var session = await ScanSession.BeginAsync([first, second], Target, deadline);

        await Assert.ThrowsAsync<ScannerUnavailableException>(async () => await session.WriteAsync(Bytes, Token));
    }

    [Fact]
    public async Task Every_look_is_disposed()
    {
        second.OnBegin = _ => throw new InvalidOperationException("A bug.");
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await ScanAsync());
        Assert.Equal(0, first.Live);

        second.OnBegin = _ => default;
        await ScanAsync();
        Assert.Equal((0, 0), (first.Live, second.Live));
    }

    [Fact]
    public async Task A_file_that_all_scanners_take_leaves_no_bytes_to_be_read()
    {
        var taker = new ScriptedScanner("taker") { TakesFiles = true };
        using var deadline = Deadline();
        await using var session = await ScanSession.BeginAsync([taker], Target, deadline);

        await OfferAsync(session);

        Assert.False(session.WantsContent);
        await session.CompleteAsync(ContentDigest.Of(Bytes), Bytes.Length, Token);
        Assert.Equal(Bytes, Assert.Single(taker.Scanned));
    }

    [Fact]
    public async Task A_scanner_that_takes_no_file_is_shown_the_bytes_beside_one_that_does()
    {
        var taker = new ScriptedScanner("taker") { TakesFiles = true };
        using var deadline = Deadline();
        await using var session = await ScanSession.BeginAsync([taker, first], Target, deadline);
        await OfferAsync(session);

        await session.WriteAsync(Bytes, Token);
        await session.CompleteAsync(ContentDigest.Of(Bytes), Bytes.Length, Token);

        Assert.Equal(Bytes, Assert.Single(taker.Scanned));
        Assert.Equal(Bytes, Assert.Single(first.Scanned));
    }

    private static ScanDeadline Deadline() => new(TimeSpan.FromMinutes(10), TimeProvider.System, Token);

    private static async Task OfferAsync(ScanSession session)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, Bytes, Token);
        using var file = File.OpenHandle(path, options: FileOptions.DeleteOnClose);
        await session.OfferFileAsync(file, Token);
    }

    private Task<BlobVerdict> ScanAsync() => ScanAsync(first, second);

    private Task<BlobVerdict> ScanAsync(ScanDeadline deadline) => ScanAsync([first, second], deadline);

    private static async Task<BlobVerdict> ScanAsync(params ScriptedScanner[] scanners)
    {
        using var deadline = Deadline();
        return await ScanAsync(scanners, deadline);
    }

    private static async Task<BlobVerdict> ScanAsync(ScriptedScanner[] scanners, ScanDeadline deadline)
    {
        await using var session = await ScanSession.BeginAsync(scanners, Target, deadline);
        await session.WriteAsync(Bytes, deadline.Token);
        return await session.CompleteAsync(ContentDigest.Of(Bytes), Bytes.Length, deadline.Token);
    }
}
