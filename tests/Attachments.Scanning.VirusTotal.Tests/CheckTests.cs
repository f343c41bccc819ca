using Attachments.Scanning.VirusTotal.Fake;

namespace Attachments.Scanning.VirusTotal;

public sealed class CheckTests
{
    [Fact]
    public async Task Health_is_asked_for_once_in_five_minutes()
    {
        await using var harness = await StartAsync();

        await CheckAsync(harness);
        harness.Clock.Advance(TimeSpan.FromMinutes(4));
        await CheckAsync(harness);
        var early = harness.Fake.Requests.Count;
        harness.Clock.Advance(TimeSpan.FromMinutes(2));
        await CheckAsync(harness);

        Assert.Equal((1, 2), (early, harness.Fake.Requests.Count));
        Assert.All(harness.Fake.Requests, request => Assert.Equal($"GET /files/{FakeVirusTotal.EicarDigest}", request));
    }

    [Fact]
    public async Task Checks_at_once_send_one_request()
    {
        await using var harness = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CheckAsync(harness)));

        Assert.Single(harness.Fake.Requests);
    }

    [Fact]
    public async Task Scan_that_went_well_spares_the_next_check_its_request()
    {
        await using var harness = await StartAsync();
        await CheckAsync(harness);
        harness.Clock.Advance(TimeSpan.FromMinutes(4));
        await harness.ScanAsync([1, 2, 3]);
        harness.Clock.Advance(TimeSpan.FromMinutes(4));

        Assert.Null(await CheckAsync(harness));

        Assert.Equal(2, harness.Fake.Requests.Count);
    }

    [Fact]
    public async Task Refused_key_is_told_without_asking_again()
    {
        await using var harness = await StartAsync();
        harness.Fake.Intercept = context => FakeVirusTotal.RefuseAsync(context, 401, "WrongCredentialsError");

        var first = await Assert.ThrowsAsync<ScannerUnavailableException>(() => CheckAsync(harness));
        var second = await Assert.ThrowsAsync<ScannerUnavailableException>(() => CheckAsync(harness));

        Assert.True(first.IsMisconfigured && second.IsMisconfigured);
        Assert.Equal(first.Message, second.Message);
        Assert.Single(harness.Fake.Requests);
    }

    [Fact]
    public async Task Outage_is_told_and_looked_at_again_after_a_minute()
    {
        await using var harness = await StartAsync();
        harness.Fake.Intercept = context => FakeVirusTotal.RefuseAsync(context, 503, "TransientError");

        await Assert.ThrowsAsync<ScannerUnavailableException>(() => CheckAsync(harness));
        await Assert.ThrowsAsync<ScannerUnavailableException>(() => CheckAsync(harness));
        harness.Fake.Intercept = _ => Task.FromResult(false);
        harness.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await CheckAsync(harness));
        Assert.Equal(2, harness.Fake.Requests.Count);
    }

    [Fact]
    public async Task Quota_that_is_used_up_is_a_warning()
    {
        await using var harness = await StartAsync(options => options.RequestsPerMinute = 1);
        await harness.ScanAsync([1, 2, 3]);

        Assert.Contains("quota", await CheckAsync(harness), StringComparison.Ordinal);
        Assert.Single(harness.Fake.Requests);
    }

    [Fact]
    public async Task Refusal_for_the_quota_is_a_warning()
    {
        await using var harness = await StartAsync();
        harness.Fake.Intercept = context => FakeVirusTotal.RefuseAsync(context, 429, "QuotaExceededError");

        Assert.Contains("quota", await CheckAsync(harness), StringComparison.Ordinal);
        Assert.Contains("quota", await CheckAsync(harness), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task Server_that_does_not_know_the_test_file_for_malware_is_not_trusted(int? malicious)
    {
        await using var harness = await StartAsync();
        harness.Fake.Files.Clear();
        if (malicious is { } count)
            harness.Fake.Files[FakeVirusTotal.EicarDigest] = new FakeFile { Malicious = count, Undetected = 60 };

        var fault = await Assert.ThrowsAsync<ScannerUnavailableException>(() => CheckAsync(harness));

        Assert.True(fault.IsMisconfigured);
        Assert.Contains("EICAR", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_is_told_without_a_request()
    {
        await using var harness = await StartAsync();

        Assert.Equal(new ScannerVersion("VirusTotal API v3"), await harness.Scanner.ReadVersionAsync(TestContext.Current.CancellationToken));
        Assert.Empty(harness.Fake.Requests);
    }

    private static async Task<ScannerHarness> StartAsync(Action<VirusTotalOptions>? configure = null)
    {
        var harness = await ScannerHarness.StartAsync(configure);
        harness.Fake.Files[FakeVirusTotal.EicarDigest] = new FakeFile { Malicious = 61, Undetected = 5, AnalysedAt = DateTimeOffset.UtcNow.AddDays(-90) };
        return harness;
    }

    private static Task<string?> CheckAsync(ScannerHarness harness) => harness.Scanner.CheckAsync(TestContext.Current.CancellationToken).AsTask();
}
