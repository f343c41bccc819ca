using Attachments.Ingestion;
using Attachments.Service;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments.Scanning;

public sealed class InlineScanTests
{
    private static readonly byte[] Blocks = new byte[3 * 128 * 1024];

    private readonly ScriptedScanner scanner = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clean_upload_is_safe_at_once()
    {
        await using var harness = Harness();

        var uploaded = await harness.UploadAsync("content");

        Assert.Equal(ScanStatus.Safe, uploaded.Value!.Attachment.ScanStatus);
        Assert.Equal("content"u8.ToArray(), Assert.Single(scanner.Scanned));
        Assert.Equal(0, scanner.Live);
    }

    [Fact]
    public async Task Scanner_sees_every_block_of_a_long_upload()
    {
        await using var harness = Harness();
        var bytes = new byte[(3 * 128 * 1024) + 17];
        Random.Shared.NextBytes(bytes);

        await harness.UploadAsync(new MemoryStream(bytes));

        Assert.Equal(bytes, Assert.Single(scanner.Scanned));
    }

    [Fact]
    public async Task Infected_upload_is_refused_and_leaves_nothing()
    {
        scanner.Verdict = _ => ScriptedScanner.Infected;
        await using var harness = Harness();

        var uploaded = await harness.UploadAsync("virus");

        Assert.Same(Rejection.MalwareDetected, uploaded.Rejection);
        harness.AssertNothingStored();
        Assert.Equal(0, scanner.Live);
    }

    [Theory]
    [InlineData(false, RejectionCode.FileUnscannable)]
    [InlineData(true, null)]
    public async Task Unscannable_upload_is_refused_unless_that_is_allowed(bool allow, RejectionCode? code)
    {
        scanner.Verdict = _ => ScriptedScanner.Unscannable;
        await using var harness = Harness(options => options.AllowUnscannable = allow);

        var uploaded = await harness.UploadAsync("encrypted");

        Assert.Equal(code, uploaded.Rejection?.Code);
        if (allow)
            Assert.Equal(ScanStatus.Unscannable, uploaded.Value!.Attachment.ScanStatus);
        else
            harness.AssertNothingStored();
    }

    [Theory]
    [InlineData("begin")]
    [InlineData("write")]
    [InlineData("complete")]
    public async Task Scanner_that_is_down_fails_the_upload_and_leaves_nothing(string when)
    {
        Fail(when, ScriptedScanner.Unavailable());
        await using var harness = Harness();

        await Assert.ThrowsAsync<ScannerUnavailableException>(async () => await harness.UploadAsync("content"));

        harness.AssertNothingStored();
        Assert.Equal(0, scanner.Live);
    }

    [Theory]
    [InlineData("begin")]
    [InlineData("write")]
    [InlineData("complete")]
    public async Task Scanner_that_hangs_fails_the_upload_when_its_time_is_over(string when)
    {
        Fail(when, ScriptedScanner.Hang);
        await using var harness = Harness(options => options.Timeout = TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<ScannerUnavailableException>(async () => await harness.UploadAsync("content"));

        harness.AssertNothingStored();
        Assert.Equal(0, scanner.Live);
    }

    [Theory]
    [InlineData("begin")]
    [InlineData("write")]
    public async Task Whatever_else_is_wrong_with_an_upload_is_said_before_that_the_scanner_is_down(string when)
    {
        Fail(when, ScriptedScanner.Unavailable());
        await using var harness = Harness(configure: services => services.Configure<AttachmentsOptions>(options => options.MaxAttachmentSize = Blocks.Length - 1));

        var uploaded = await harness.UploadAsync(new MemoryStream(Blocks));

        Assert.Equal(RejectionCode.FileTooLarge, uploaded.Rejection?.Code);
        Assert.Single(scanner.Begun);
        harness.AssertNothingStored();
    }

    [Theory]
    [InlineData(ScanStatus.Infected, RejectionCode.MalwareDetected)]
    [InlineData(ScanStatus.Unscannable, RejectionCode.FileUnscannable)]
    public async Task What_is_known_of_the_bytes_refuses_them_while_the_scanner_is_down(ScanStatus known, RejectionCode code)
    {
        await using var harness = Harness();
        var attachment = (await harness.UploadAsync("virus")).Value!.Attachment;
        harness.Database.SetVerdict(attachment.Key, known);
        Fail("begin", ScriptedScanner.Unavailable());

        Assert.Equal(code, (await harness.UploadAsync("virus")).Rejection?.Code);
    }

    [Fact]
    public async Task Bytes_that_are_known_to_be_safe_wait_for_the_scanner_all_the_same()
    {
        await using var harness = Harness();
        await harness.UploadAsync("content");
        Fail("begin", ScriptedScanner.Unavailable());

        await Assert.ThrowsAsync<ScannerUnavailableException>(async () => await harness.UploadAsync("content"));
    }

    // Three blocks that take the scanner 20 seconds each, of which the time allows 30.
    [Fact]
    public async Task Scanner_has_one_time_for_the_whole_scan()
    {
        var clock = new FakeTimeProvider();
        scanner.OnWrite = Takes(clock, TimeSpan.FromSeconds(20));
        await using var harness = Harness(configure: services => services.AddSingleton<TimeProvider>(clock));

        await Assert.ThrowsAsync<ScannerUnavailableException>(async () => await harness.UploadAsync(new MemoryStream(Blocks)));

        harness.AssertNothingStored();
        Assert.Equal(0, scanner.Live);
    }

    [Fact]
    public async Task Time_that_the_client_takes_to_send_is_not_the_scanners()
    {
        var clock = new FakeTimeProvider();
        scanner.OnWrite = Takes(clock, TimeSpan.FromSeconds(9));
        await using var harness = Harness(configure: services => services.AddSingleton<TimeProvider>(clock));

        var uploaded = await harness.UploadAsync(new ChunkedStream(Blocks, 64 * 1024) { OnRead = _ => clock.Advance(TimeSpan.FromSeconds(29)) });

        Assert.Equal(ScanStatus.Safe, uploaded.Value?.Attachment.ScanStatus);
    }

    [Fact]
    public async Task Caller_that_gives_up_while_the_scanner_hangs_leaves_nothing()
    {
        using var giveUp = new CancellationTokenSource();
        scanner.OnComplete = async token =>
        {
            await giveUp.CancelAsync();
            await ScriptedScanner.Hang(token);
        };
        await using var harness = Harness();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await harness.UploadAsync(new MemoryStream([1, 2, 3]), cancellationToken: giveUp.Token));

        harness.AssertNothingStored();
        Assert.Equal(0, scanner.Live);
    }

    [Fact]
    public async Task Upload_that_is_refused_for_its_type_never_bothers_the_scanner()
    {
        await using var harness = Harness();

        var uploaded = await harness.UploadAsync(new MemoryStream("MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff"u8.ToArray()));

        Assert.NotNull(uploaded.Rejection);
        Assert.Empty(scanner.Begun);
    }

    [Fact]
    public async Task Bytes_that_were_safe_and_are_found_infected_now_are_infected_everywhere()
    {
        await using var harness = Harness();
        var earlier = (await harness.UploadAsync("content")).Value!.Attachment;
        scanner.Verdict = _ => ScriptedScanner.Infected;

        await harness.UploadAsync("content", ServiceHarness.OtherDraft);

        Assert.Equal(ScanStatus.Infected, (await harness.Service.GetAsync(ServiceHarness.User, earlier.Id, Token)).Value!.ScanStatus);
        Assert.Equal(earlier.Id, Assert.Single(Assert.Single(harness.Events.All.OfType<Events.AttachmentsInfected>()).Attachments).Attachment);
        Assert.Null(Assert.Single(harness.Events.All.OfType<Events.VerdictRecorded>()).Previous);
        harness.AssertNothingStored();
    }

    [Fact]
    public async Task Bytes_that_are_pending_since_scanning_was_off_get_the_verdict()
    {
        await using var off = Harness(options => options.Mode = ScanMode.Off);
        var pending = (await off.UploadAsync("content")).Value!.Attachment;
        await using var harness = Harness(database: off);

        await harness.UploadAsync("content", ServiceHarness.OtherDraft);

        Assert.Equal(ScanStatus.Safe, (await harness.Service.GetAsync(ServiceHarness.User, pending.Id, Token)).Value!.ScanStatus);
    }

    [Fact]
    public async Task Upload_stays_pending_where_a_scanner_needs_the_bytes_stored()
    {
        var later = new ScriptedScanner("later") { CanScanInline = false };
        await using var harness = Harness(configure: services => services.AddSingleton<IBlobScanner>(later));

        var uploaded = await harness.UploadAsync("content");

        Assert.Equal(ScanStatus.Pending, uploaded.Value!.Attachment.ScanStatus);
        Assert.Single(scanner.Scanned);
        Assert.Empty(later.Begun);
    }

    private static Func<CancellationToken, ValueTask> Takes(FakeTimeProvider clock, TimeSpan time) => token =>
    {
        clock.Advance(time);
        return token.IsCancellationRequested ? ValueTask.FromCanceled(token) : default;
    };

    private void Fail(string when, Func<CancellationToken, ValueTask> failure)
    {
        if (when == "begin")
            scanner.OnBegin = failure;
        else if (when == "write")
            scanner.OnWrite = failure;
        else
            scanner.OnComplete = failure;
    }

    private ServiceHarness Harness(
        Action<ScanningOptions>? options = null, Action<IServiceCollection>? configure = null, ServiceHarness? database = null) => new(
        services =>
        {
            services.AddSingleton<IBlobScanner>(scanner);
            services.Configure<ScanningOptions>(scanning => scanning.Mode = ScanMode.Inline);
            services.Configure(options ?? (_ => { }));
            configure?.Invoke(services);
        },
        database);
}
