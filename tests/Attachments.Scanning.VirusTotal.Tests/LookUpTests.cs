using System.Text;
using Attachments.Content;
using Attachments.Scanning.VirusTotal.Fake;

namespace Attachments.Scanning.VirusTotal;

public sealed class LookUpTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("some attachment");
    private static readonly string Digest = ContentDigest.Of(Content).ToString();

    [Fact]
    public async Task Known_file_is_judged_by_one_request_and_without_its_bytes()
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Files[Digest] = new FakeFile { Undetected = 65, Unsupported = 8 };

        await using var scan = await harness.Scanner.BeginAsync(ScannerHarness.Target(Content), TestContext.Current.CancellationToken);
        var report = await scan.CompleteAsync(ContentDigest.Of(Content), Content.Length, TestContext.Current.CancellationToken);

        Assert.False(scan.WantsContent);
        Assert.Equal(new ScanReport(ScanVerdict.Clean, new ScannerVersion("VirusTotal API v3")), report);
        Assert.Equal([$"GET /files/{Digest}"], harness.Fake.Requests);
        Assert.Empty(harness.Fake.Strangers);
    }

    [Theory]
    [InlineData("trojan.emotet/doc", "Trojan.Fake", "trojan.emotet/doc")]
    [InlineData(null, "Trojan.Fake", "Trojan.Fake")]
    [InlineData(null, null, "malicious (2 of 62 engines)")]
    [InlineData("\u202Eevil\n\u0007name", "Trojan.Fake", "evilname")]
    public async Task Infected_file_bears_the_threats_name(string? label, string? engineResult, string expected)
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Files[Digest] = new FakeFile { Malicious = 2, Undetected = 60, Label = label, EngineResult = engineResult };

        var report = await harness.ScanAsync(Content);

        Assert.Equal((ScanVerdict.Infected, expected), (report.Verdict, report.Detail));
    }

    [Theory]
    [InlineData(2, 0, 60, ScanVerdict.Infected)]
    [InlineData(1, 0, 60, ScanVerdict.NoOpinion)]
    [InlineData(0, 1, 60, ScanVerdict.NoOpinion)]
    [InlineData(1, 1, 60, ScanVerdict.NoOpinion)]
    [InlineData(0, 0, 10, ScanVerdict.Clean)]
    [InlineData(0, 0, 9, ScanVerdict.NoOpinion)]
    [InlineData(2, 0, 0, ScanVerdict.Infected)]
    public async Task Verdict_follows_from_what_the_engines_said(int malicious, int suspicious, int undetected, ScanVerdict expected)
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Files[Digest] = new FakeFile { Malicious = malicious, Suspicious = suspicious, Undetected = undetected, Unsupported = 70 };

        var report = await harness.ScanAsync(Content);

        Assert.Equal(expected, report.Verdict);
    }

    [Fact]
    public async Task Thresholds_are_options()
    {
        await using var harness = await ScannerHarness.StartAsync(options => (options.MaliciousThreshold, options.MinimumEngines) = (1, 5));
        harness.Fake.Files[Digest] = new FakeFile { Malicious = 1, Undetected = 60 };
        var other = Encoding.UTF8.GetBytes("another");
        harness.Fake.Files[ContentDigest.Of(other).ToString()] = new FakeFile { Undetected = 3, Harmless = 2 };

        Assert.Equal(ScanVerdict.Infected, (await harness.ScanAsync(Content)).Verdict);
        Assert.Equal(ScanVerdict.Clean, (await harness.ScanAsync(other)).Verdict);
    }

    [Fact]
    public async Task Unknown_file_is_no_opinion_and_stays_here()
    {
        await using var harness = await ScannerHarness.StartAsync();

        var report = await harness.ScanAsync(Content);

        Assert.Equal(ScanVerdict.NoOpinion, report.Verdict);
        Assert.Equal([$"GET /files/{Digest}"], harness.Fake.Requests);
    }

    [Theory]
    [InlineData(29, 0, ScanVerdict.Clean)]
    [InlineData(31, 0, ScanVerdict.NoOpinion)]
    [InlineData(3000, 5, ScanVerdict.Infected)]
    public async Task Old_report_counts_only_with_detections(int days, int malicious, ScanVerdict expected)
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Files[Digest] = new FakeFile { Malicious = malicious, Undetected = 60, AnalysedAt = DateTimeOffset.UtcNow.AddDays(-days), SubmittedAt = DateTimeOffset.UtcNow.AddDays(-days) };

        var report = await harness.ScanAsync(Content);

        Assert.Equal(expected, report.Verdict);
        Assert.Equal(0, harness.Fake.Count("POST"));
    }

    [Fact]
    public async Task Report_of_any_age_counts_where_the_option_says_so()
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.MaxReportAge = null);
        harness.Fake.Files[Digest] = new FakeFile { Undetected = 60, AnalysedAt = DateTimeOffset.UnixEpoch };

        Assert.Equal(ScanVerdict.Clean, (await harness.ScanAsync(Content)).Verdict);
    }

    [Fact]
    public async Task Old_report_is_renewed_without_sending_the_bytes_where_uploads_are_on()
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.UploadUnknownFiles = true);
        harness.Fake.Files[Digest] = new FakeFile { Undetected = 60, AnalysedAt = DateTimeOffset.UtcNow.AddDays(-31) };
        harness.Fake.PollsUntilCompleted = 1;

        var report = await harness.ScanAsync(Content);

        Assert.Equal(ScanVerdict.Clean, report.Verdict);
        Assert.Equal(1, harness.Fake.Count($"POST /files/{Digest}/analyse"));
        Assert.Equal(0, harness.Fake.BytesReceived);
    }

    [Fact]
    public async Task File_that_is_being_analysed_is_asked_for_again_and_never_uploaded()
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.UploadUnknownFiles = true);
        harness.Fake.Files[Digest] = new FakeFile { AnalysedAt = null };

        var fault = await harness.FailAsync(Content);

        Assert.Equal(TimeSpan.FromSeconds(15), fault.RetryAfter);
        Assert.Equal(0, harness.Fake.Count("POST"));
    }

    [Theory]
    [InlineData(false, ScanVerdict.NoOpinion, 0)]
    [InlineData(true, ScanVerdict.Clean, 1)]
    public async Task File_whose_analysis_never_came_does_not_wait_for_ever(bool mayUpload, ScanVerdict expected, int reanalyses)
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.UploadUnknownFiles = mayUpload);
        harness.Fake.Files[Digest] = new FakeFile { AnalysedAt = null, Undetected = 60, SubmittedAt = DateTimeOffset.UtcNow.AddHours(-2) };

        var report = await harness.ScanAsync(Content);

        Assert.Equal(expected, report.Verdict);
        Assert.Equal(reanalyses, harness.Fake.Count($"POST /files/{Digest}/analyse"));
    }

    [Fact]
    public async Task Verdict_is_of_the_announced_bytes_only()
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Files[Digest] = new FakeFile { Undetected = 60 };
        await using var scan = await harness.Scanner.BeginAsync(ScannerHarness.Target(Content), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ScannerUnavailableException>(
            () => scan.CompleteAsync(ContentDigest.Of("other"u8), 5, TestContext.Current.CancellationToken).AsTask());
    }

    [Theory]
    [InlineData(true, ScanVerdict.Infected)]
    [InlineData(false, ScanVerdict.NoOpinion)]
    public async Task Bytes_whose_digest_comes_last_are_looked_up_and_never_sent(bool isKnown, ScanVerdict expected)
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.UploadUnknownFiles = true);
        if (isKnown)
            harness.Fake.Files[Digest] = new FakeFile { Malicious = 50 };
        var target = ScannerHarness.Target(Content) with { Digest = null, Length = null };

        await using var scan = await harness.Scanner.BeginAsync(target, TestContext.Current.CancellationToken);
        var report = await scan.CompleteAsync(ContentDigest.Of(Content), Content.Length, TestContext.Current.CancellationToken);

        Assert.False(harness.Scanner.CanScanInline);
        Assert.Equal(expected, report.Verdict);
        Assert.Equal(0, harness.Fake.Count("POST"));
    }
}
