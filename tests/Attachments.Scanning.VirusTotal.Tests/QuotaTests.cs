using System.Text;
using Attachments.Content;
using Attachments.Scanning.VirusTotal.Fake;
using Attachments.Scanning.VirusTotal.Quota;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Attachments.Scanning.VirusTotal;

public sealed class QuotaTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("some attachment");

    [Fact]
    public async Task Fifth_look_up_within_a_minute_is_not_sent_and_says_when_it_may_be()
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.RequestsPerMinute = 4);
        for (var i = 0; i < 4; i++)
        {
            await harness.ScanAsync(Content);
            harness.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        var fault = await harness.FailAsync(Content);

        Assert.Equal(TimeSpan.FromSeconds(20), fault.RetryAfter);
        Assert.Equal(4, harness.Fake.Requests.Count);
    }

    [Fact]
    public async Task Look_up_is_sent_once_the_wait_is_over()
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.RequestsPerMinute = 1);
        await harness.ScanAsync(Content);
        var fault = await harness.FailAsync(Content);

        harness.Clock.Advance(fault.RetryAfter!.Value);

        Assert.Equal(ScanVerdict.NoOpinion, (await harness.ScanAsync(Content)).Verdict);
    }

    [Fact]
    public async Task Scan_that_may_upload_begins_only_where_the_upload_can_be_sent_too()
    {
        await using var harness = await ScannerHarness.StartAsync(options => (options.RequestsPerMinute, options.UploadUnknownFiles) = (4, true));
        harness.Fake.Files[ContentDigest.Of(Content).ToString()] = new FakeFile { Undetected = 60 };
        for (var i = 0; i < 3; i++)
            await harness.ScanAsync(Content);

        var fault = await harness.FailAsync(Encoding.UTF8.GetBytes("unknown"));

        Assert.NotNull(fault.RetryAfter);
        Assert.Equal(3, harness.Fake.Requests.Count);
    }

    [Fact]
    public async Task Many_unknown_files_are_all_uploaded_in_the_end_on_a_public_key()
    {
        await using var harness = await ScannerHarness.StartAsync(options => (options.RequestsPerMinute, options.UploadUnknownFiles) = (4, true));
        var waiting = new Queue<byte[]>(Enumerable.Range(0, 20).Select(i => Encoding.UTF8.GetBytes($"file {i}")));
        var tries = 0;

        while (waiting.TryDequeue(out var file))
        {
            Assert.InRange(++tries, 1, 500);
            try
            {
                await harness.ScanAsync(file);
            }
            catch (ScannerUnavailableException exception) when (exception.RetryAfter is not null)
            {
                waiting.Enqueue(file);
                harness.Clock.Advance(TimeSpan.FromSeconds(5));
            }
        }

        Assert.Equal(20, harness.Fake.Count("POST /files"));
    }

    [Theory]
    [InlineData(429, "QuotaExceededError")]
    [InlineData(429, "TooManyRequestsError")]
    [InlineData(204, null)]
    public async Task Quota_that_VirusTotal_says_is_used_up_is_asked_again_after_ever_longer_pauses(int status, string? code)
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Intercept = context =>
        {
            if (code is not null)
                return FakeVirusTotal.RefuseAsync(context, status, code);

            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };

        var first = await harness.FailAsync(Content);
        var unsent = await harness.FailAsync(Content);
        harness.Clock.Advance(first.RetryAfter!.Value);
        var second = await harness.FailAsync(Content);

        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)), (first.RetryAfter, second.RetryAfter));
        Assert.InRange(unsent.RetryAfter!.Value, TimeSpan.FromSeconds(59), TimeSpan.FromMinutes(1));
        Assert.Equal(2, harness.Fake.Requests.Count);
    }

    // Four look-ups were under way together when the key's quota was used up.
    [Fact]
    public void Refusals_of_requests_that_were_under_way_together_are_one()
    {
        var quota = Quota(new FakeTimeProvider());

        for (var i = 0; i < 4; i++)
            quota.Pause(retryAfter: null);

        Assert.False(quota.TryReserve(1, out var wait));
        Assert.Equal(TimeSpan.FromMinutes(1), wait);
    }

    [Fact]
    public void Shorter_pause_does_not_cut_a_longer_one_short()
    {
        var quota = Quota(new FakeTimeProvider());
        quota.Pause(TimeSpan.FromHours(1));

        quota.Pause(TimeSpan.FromSeconds(1));

        Assert.False(quota.TryReserve(1, out var wait));
        Assert.Equal(TimeSpan.FromHours(1), wait);
    }

    [Fact]
    public async Task Retry_after_of_a_refusal_is_kept()
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Intercept = context =>
        {
            context.Response.Headers.RetryAfter = "17";
            return FakeVirusTotal.RefuseAsync(context, 429, "QuotaExceededError");
        };

        var fault = await harness.FailAsync(Content);

        Assert.Equal(TimeSpan.FromSeconds(17), fault.RetryAfter);
    }

    [Fact]
    public void No_sequence_of_reservations_lets_more_than_the_limit_through_in_any_minute() =>
        Gen.Select(Gen.Int[1, 6], Gen.Select(Gen.Int[0, 30], Gen.Int[1, 3], Gen.Int[0, 3]).Array[1, 60]).Sample((limit, steps) =>
        {
            var clock = new FakeTimeProvider();
            var quota = Quota(clock, limit);
            var sent = new List<DateTimeOffset>();

            foreach (var (seconds, wanted, used) in steps)
            {
                clock.Advance(TimeSpan.FromSeconds(seconds));
                if (!quota.TryReserve(wanted, out var wait))
                {
                    Assert.True(wait > TimeSpan.Zero);
                    continue;
                }

                using var reservation = new QuotaReservation(quota, wanted);
                for (var i = 0; i < Math.Min(used, wanted); i++)
                {
                    reservation.Spend();
                    sent.Add(clock.GetUtcNow());
                }
            }

            Assert.All(sent, at => Assert.InRange(sent.Count(other => other >= at && other - at < TimeSpan.FromMinutes(1)), 1, limit));
        });

    [Fact]
    public void Requests_that_are_reserved_are_nobody_elses_until_they_are_given_back()
    {
        var quota = Quota(new FakeTimeProvider());
        var reservation = quota.Reserve(3);

        var whileHeld = quota.TryReserve(2, out var wait);
        reservation.Dispose();
        var afterwards = quota.TryReserve(2, out _);

        Assert.Equal((false, true), (whileHeld, afterwards));
        Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Concurrent_scans_never_hold_more_than_the_limit()
    {
        var quota = Quota(new FakeTimeProvider(), 50);
        var spent = 0;

        Parallel.For(0, 1000, _ => Scan());
        Assert.InRange(spent, 1, 50);

        // What the others held while they ran is free again.
        for (var i = 0; i < 50; i++)
            Scan();
        Assert.InRange(spent, 48, 50);

        void Scan()
        {
            if (!quota.TryReserve(3, out var _))
                return;

            using var reservation = new QuotaReservation(quota, 3);
            reservation.Spend();
            Interlocked.Increment(ref spent);
        }
    }

    private static RequestQuota Quota(TimeProvider clock, int requestsPerMinute = 4) =>
        new(Options.Create(new VirusTotalOptions { RequestsPerMinute = requestsPerMinute }), clock, NullLogger<RequestQuota>.Instance);
}
