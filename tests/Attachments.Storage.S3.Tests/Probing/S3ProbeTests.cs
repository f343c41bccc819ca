using Amazon.S3.Model;
using Attachments.Storage.S3.Servers;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Storage.S3.Probing;

public sealed class S3ProbeTests : IAsyncDisposable
{
    private readonly TestBucket bucket = new();

    [Fact]
    public async Task Ceph_is_recognised_and_confirmed()
    {
        var report = await ProbeAsync(S3Profile.Ceph);

        Assert.Equal((S3ProbeVerdict.Works, S3Profile.Ceph), (report.Verdict, report.Profile));
        Assert.DoesNotContain(report.Steps, static step => step.Outcome is S3ProbeOutcome.Failed or S3ProbeOutcome.Warning);
    }

    [Theory]
    [InlineData(S3Profile.Generic)]
    [InlineData(S3Profile.MinIO)]
    [InlineData(S3Profile.Aws)]
    public async Task Ceph_is_recommended_where_another_profile_is_set(S3Profile configured)
    {
        var report = await ProbeAsync(configured);

        Assert.Equal((S3ProbeVerdict.WorksOtherwise, S3Profile.Ceph), (report.Verdict, report.Profile));
        Assert.Contains("\"Profile\": \"Ceph\"", report.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_probe_is_left()
    {
        await ProbeAsync(S3Profile.Ceph);

        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task Nothing_of_a_probe_that_was_cancelled_is_left()
    {
        using var cancelled = new CancellationTokenSource();

        // In the middle of an upload's parts.
        await using var server = await ServiceProxy.StartAsync(answer: (request, _, _) =>
        {
            if (request.Query.ContainsKey("partNumber"))
                cancelled.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => S3Probe.RunAsync(Options(S3Profile.Ceph, server.Url), null, cancelled.Token));

        Assert.Empty(await LeftAsync());
        Assert.Empty(await bucket.ListUploadsAsync());
    }

    [Fact]
    public async Task The_settings_bear_no_credentials()
    {
        var report = await ProbeAsync(S3Profile.Ceph);

        Assert.DoesNotContain("AccessKey", report.Settings, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Options(S3Profile.Ceph).SecretKey!, report.Settings + string.Join(' ', report.Steps), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_cannot_work_are_refused()
    {
        var options = Options(S3Profile.Ceph);
        options.Bucket = "";

        await Assert.ThrowsAsync<OptionsValidationException>(() => S3Probe.RunAsync(options, null, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Bucket", "the bucket does not exist")]
    [InlineData("AccessKey", "the service does not know the access key")]
    [InlineData("SecretKey", "the secret key is wrong, or something on the way changes the request")]
    public async Task What_keeps_a_probe_from_the_bucket_is_said(string setting, string reason)
    {
        var options = Options(S3Profile.Ceph);
        typeof(S3StoreOptions).GetProperty(setting)!.SetValue(options, "wrong-one");

        var report = await S3Probe.RunAsync(options, null, TestContext.Current.CancellationToken);

        Assert.Equal(S3ProbeVerdict.DoesNotWork, report.Verdict);
        Assert.Null(report.Settings);
        Assert.Equal(new S3ProbeStep("connection", S3ProbeOutcome.Failed, reason), report.Steps[0]);
    }

    public async ValueTask DisposeAsync() => await bucket.DisposeAsync();

    private Task<S3ProbeReport> ProbeAsync(S3Profile profile) => S3Probe.RunAsync(Options(profile), null, TestContext.Current.CancellationToken);

    private S3StoreOptions Options(S3Profile profile, string? address = null) => bucket.Options(profile, address);

    private async Task<List<S3Object>> LeftAsync() =>
        (await bucket.Raw.ListObjectsV2Async(new ListObjectsV2Request { BucketName = TestBucket.Name, Prefix = bucket.Prefix }, TestContext.Current.CancellationToken)).S3Objects ?? [];
}
