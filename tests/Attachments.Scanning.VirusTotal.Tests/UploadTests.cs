using System.Text;
using Attachments.Content;
using Attachments.Scanning.VirusTotal.Fake;

namespace Attachments.Scanning.VirusTotal;

public sealed class UploadTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("never seen before");
    private static readonly string Digest = ContentDigest.Of(Content).ToString();

    [Theory]
    [InlineData(0, ScanVerdict.Clean)]
    [InlineData(50, ScanVerdict.Infected)]
    public async Task Unknown_file_is_uploaded_and_its_analysis_awaited(int malicious, ScanVerdict expected)
    {
        await using var harness = await StartAsync();
        harness.Fake.Judge = _ => new FakeFile { Malicious = malicious, Undetected = 20 };

        var report = await harness.ScanAsync(Content);

        Assert.Equal(expected, report.Verdict);
        Assert.Equal(malicious == 0 ? null : "Trojan.Fake", report.Detail);
        Assert.Equal(Content.Length, harness.Fake.BytesReceived);
        Assert.Equal([$"GET /files/{Digest}", "POST /files", "GET /analyses/NjY0MjRl0=="], harness.Fake.Requests);
    }

    [Fact]
    public async Task Uploaded_file_bears_its_digest_for_a_name()
    {
        await using var harness = await StartAsync();

        await harness.ScanAsync(Content);

        Assert.Equal([Digest], harness.Fake.FileNames);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(5_000_000)]
    public async Task Bytes_arrive_as_they_are(int length)
    {
        var content = new byte[length];
        new Random(1).NextBytes(content);
        byte[]? received = null;
        await using var harness = await StartAsync();
        harness.Fake.Judge = bytes =>
        {
            received = bytes;
            return new FakeFile { Undetected = 60 };
        };

        await harness.ScanAsync(content);

        Assert.Equal(content, received);
    }

    [Fact]
    public async Task Analysis_is_polled_at_the_interval_until_it_is_completed()
    {
        await using var harness = await StartAsync(TimeSpan.FromMinutes(5));
        harness.Fake.PollsUntilCompleted = 3;
        var begun = harness.Clock.GetUtcNow();

        var report = await harness.ScanAsync(Content);

        Assert.Equal(ScanVerdict.Clean, report.Verdict);
        Assert.Equal(4, harness.Fake.Count("GET /analyses/"));
        Assert.Equal(TimeSpan.FromSeconds(60), harness.Clock.GetUtcNow() - begun);
    }

    [Fact]
    public async Task Analysis_that_takes_longer_than_a_scan_is_left_to_the_next_try_which_uploads_nothing()
    {
        await using var harness = await StartAsync();
        harness.Fake.PollsUntilCompleted = 3;

        var fault = await harness.FailAsync(Content);
        var again = await harness.FailAsync(Content);
        var report = await harness.ScanAsync(Content);

        Assert.Equal((TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15)), (fault.RetryAfter, again.RetryAfter));
        Assert.Equal(ScanVerdict.Clean, report.Verdict);
        Assert.Equal(1, harness.Fake.Count("POST /files"));
        Assert.Equal(1, harness.Fake.Count("GET /files/"));
    }

    [Fact]
    public async Task Host_that_was_restarted_meanwhile_finds_the_analysis_by_the_digest_and_uploads_nothing()
    {
        await using var harness = await StartAsync();
        harness.Fake.PollsUntilCompleted = 2;
        await harness.FailAsync(Content);
        await harness.RestartAsync();
        harness.Fake.Files[Digest] = new FakeFile { AnalysedAt = null };

        var fault = await harness.FailAsync(Content);
        harness.Fake.Files[Digest] = new FakeFile { Malicious = 30, Label = "trojan.late" };
        var report = await harness.ScanAsync(Content);

        Assert.NotNull(fault.RetryAfter);
        Assert.Equal("trojan.late", report.Detail);
        Assert.Equal(1, harness.Fake.Count("POST /files"));
    }

    [Theory]
    [InlineData(31_457_280, 0, "POST /files")]
    [InlineData(31_457_281, 1, "POST /_ah/upload/1")]
    public async Task Large_file_is_sent_to_an_address_of_its_own(int length, int addresses, string sentTo)
    {
        await using var harness = await StartAsync();

        var report = await harness.ScanAsync(new byte[length]);

        Assert.Equal(ScanVerdict.Clean, report.Verdict);
        Assert.Equal(addresses, harness.Fake.Count("GET /files/upload_url"));
        Assert.Equal([sentTo], harness.Fake.Requests.Where(request => request.StartsWith("POST", StringComparison.Ordinal)));
        Assert.Equal(length, harness.Fake.BytesReceived);
    }

    [Theory]
    [InlineData(650_000_000, true)]
    [InlineData(650_000_001, false)]
    public async Task File_above_the_limit_is_unscannable(long length, bool isSent)
    {
        await using var harness = await StartAsync();
        var target = ScannerHarness.Target(Content) with { Length = length };

        await using var scan = await harness.Scanner.BeginAsync(target, TestContext.Current.CancellationToken);

        Assert.Equal(isSent, scan.WantsContent);
        if (!isSent)
            Assert.Equal(ScanVerdict.Unscannable, (await scan.CompleteAsync(target.Digest!.Value, length, TestContext.Current.CancellationToken)).Verdict);
    }

    [Fact]
    public async Task File_that_VirusTotal_finds_too_large_is_unscannable()
    {
        await using var harness = await StartAsync();
        harness.Fake.Intercept = async context => context.Request.Method == "POST" && await FakeVirusTotal.RefuseAsync(context, 413, "PayloadTooLarge");

        var report = await harness.ScanAsync(Content);

        Assert.Equal(ScanVerdict.Unscannable, report.Verdict);
    }

    [Fact]
    public async Task Refusal_by_the_headers_alone_is_told()
    {
        await using var harness = await StartAsync();
        harness.Fake.Intercept = async context => context.Request.Method == "POST" && await FakeVirusTotal.RefuseAsync(context, 429, "QuotaExceededError");

        var fault = await harness.FailAsync(new byte[20_000_000]);

        Assert.Equal(TimeSpan.FromMinutes(1), fault.RetryAfter);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Other_bytes_than_were_announced_are_no_verdict_and_no_upload(int difference)
    {
        await using var harness = await StartAsync();
        await using var scan = await harness.Scanner.BeginAsync(ScannerHarness.Target(Content), TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<ScannerUnavailableException>(async () =>
        {
            await scan.WriteAsync(new byte[Content.Length + difference], TestContext.Current.CancellationToken);
            await scan.CompleteAsync(ContentDigest.Of(Content), Content.Length, TestContext.Current.CancellationToken);
        });

        await scan.DisposeAsync();
        Assert.Contains("announced", fault.Message, StringComparison.Ordinal);
        Assert.Empty(harness.Fake.Analyses);
    }

    [Fact]
    public async Task Bytes_of_another_digest_than_was_announced_are_no_verdict_and_no_upload()
    {
        await using var harness = await StartAsync();
        await using var scan = await harness.Scanner.BeginAsync(ScannerHarness.Target(Content), TestContext.Current.CancellationToken);
        await scan.WriteAsync(Content, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ScannerUnavailableException>(
            () => scan.CompleteAsync(ContentDigest.Of("other"u8), Content.Length, TestContext.Current.CancellationToken).AsTask());

        await scan.DisposeAsync();
        Assert.Empty(harness.Fake.Analyses);
    }

    [Fact]
    public async Task Analysis_of_other_bytes_is_no_verdict()
    {
        await using var harness = await StartAsync();
        harness.Fake.PollsUntilCompleted = 5;
        await harness.FailAsync(Content);
        var id = harness.Fake.Analyses.Keys.Single();
        harness.Fake.Analyses[id] = new FakeAnalysis(new string('a', 64), new FakeFile { Undetected = 70 }) { Polls = 9 };

        var fault = await harness.FailAsync(Content);

        Assert.Null(fault.RetryAfter);
        Assert.Contains("not said to be of these bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analysis_that_VirusTotal_forgot_is_begun_anew()
    {
        await using var harness = await StartAsync();
        harness.Fake.PollsUntilCompleted = 5;
        await harness.FailAsync(Content);
        harness.Fake.Analyses.Clear();
        harness.Fake.PollsUntilCompleted = 0;

        await harness.FailAsync(Content);
        var report = await harness.ScanAsync(Content);

        Assert.Equal(ScanVerdict.Clean, report.Verdict);
    }

    [Fact]
    public async Task Analysis_that_never_ends_is_given_up_after_an_hour()
    {
        await using var harness = await StartAsync();
        harness.Fake.PollsUntilCompleted = int.MaxValue;
        await harness.FailAsync(Content);
        harness.Clock.Advance(TimeSpan.FromHours(1));
        harness.Fake.Files[Digest] = new FakeFile { Undetected = 60 };

        Assert.Equal(ScanVerdict.Clean, (await harness.ScanAsync(Content)).Verdict);
    }

    [Fact]
    public async Task Scan_that_is_given_up_in_mid_upload_leaves_nothing_behind()
    {
        await using var harness = await StartAsync();
        var content = new byte[10_000_000];
        var aborted = new TaskCompletionSource();
        harness.Fake.Intercept = context =>
        {
            if (context.Request.Method == "POST")
                context.RequestAborted.Register(() => aborted.TrySetResult());

            return Task.FromResult(false);
        };
        var scan = await harness.Scanner.BeginAsync(ScannerHarness.Target(content), TestContext.Current.CancellationToken);
        await scan.WriteAsync(content.AsMemory(0, 1_000_000), TestContext.Current.CancellationToken);

        await scan.DisposeAsync();

        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Empty(harness.Fake.Analyses);
        Assert.Equal(ScanVerdict.Clean, (await harness.ScanAsync(content)).Verdict);
    }

    [Fact]
    public async Task Upload_that_hangs_ends_with_the_scans_time()
    {
        await using var harness = await StartAsync(TimeSpan.FromSeconds(1));
        harness.Fake.Intercept = async context =>
        {
            if (context.Request.Method == "POST")
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

            return false;
        };

        var fault = await harness.FailAsync(new byte[20_000_000]);

        Assert.Contains("Attachments:Scanning:Timeout", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_scan_is_cancelled()
    {
        await using var harness = await StartAsync();
        using var cancelling = new CancellationTokenSource();
        harness.Fake.Intercept = async context =>
        {
            await cancelling.CancelAsync();
            return false;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.ScanAsync(Content, cancelling.Token));
    }

    private static Task<ScannerHarness> StartAsync(TimeSpan? timeout = null) => ScannerHarness.StartAsync(options => options.UploadUnknownFiles = true, timeout);
}
