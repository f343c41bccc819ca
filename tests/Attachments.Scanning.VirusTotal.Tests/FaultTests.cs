using System.Text;
using Attachments.Content;
using Attachments.Scanning.VirusTotal.Fake;
using Microsoft.AspNetCore.Http;

namespace Attachments.Scanning.VirusTotal;

public sealed class FaultTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("some attachment");

    [Theory]
    [InlineData(401, "WrongCredentialsError")]
    [InlineData(401, "AuthenticationRequiredError")]
    [InlineData(401, "UserNotActiveError")]
    [InlineData(403, "ForbiddenError")]
    public async Task Refused_key_is_a_matter_of_configuration_and_the_setting_is_named(int status, string code)
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Intercept = context => FakeVirusTotal.RefuseAsync(context, status, code);

        var fault = await harness.FailAsync(Content);

        Assert.True(fault.IsMisconfigured);
        Assert.Contains($"({status} {code})", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Attachments:Scanning:VirusTotal:ApiKey", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "BadRequestError")]
    [InlineData(404, null)]
    [InlineData(404, "SomethingElse")]
    [InlineData(424, "FailedDependencyError")]
    [InlineData(500, null)]
    [InlineData(503, "TransientError")]
    [InlineData(504, "DeadlineExceededError")]
    [InlineData(302, null)]
    public async Task Answer_that_is_no_report_is_no_verdict(int status, string? code)
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.UploadUnknownFiles = true);
        harness.Fake.Intercept = async context =>
        {
            if (code is not null)
                return await FakeVirusTotal.RefuseAsync(context, status, code);

            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"{harness.Fake.Endpoint}/elsewhere";
            await context.Response.WriteAsync("<html>no</html>");
            return true;
        };

        var fault = await harness.FailAsync(Content);

        Assert.False(fault.IsMisconfigured);
        Assert.Null(fault.RetryAfter);
        Assert.Single(harness.Fake.Requests);
    }

    [Fact]
    public async Task Resource_that_is_not_available_yet_is_asked_for_again()
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Intercept = context => FakeVirusTotal.RefuseAsync(context, 400, "NotAvailableYet");

        Assert.Equal(TimeSpan.FromSeconds(15), (await harness.FailAsync(Content)).RetryAfter);
    }

    [Fact]
    public async Task Retry_after_of_an_outage_is_kept()
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Intercept = context =>
        {
            context.Response.Headers.RetryAfter = "120";
            return FakeVirusTotal.RefuseAsync(context, 503, "TransientError");
        };

        Assert.Equal(TimeSpan.FromMinutes(2), (await harness.FailAsync(Content)).RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"data\":null}")]
    [InlineData("{\"data\":{\"type\":\"file\",\"id\":\"ID\"}}")]
    [InlineData("{\"data\":{\"type\":\"url\",\"id\":\"ID\",\"attributes\":{\"last_analysis_stats\":{\"malicious\":0,\"suspicious\":0,\"undetected\":60,\"harmless\":0}}}}")]
    [InlineData("{\"data\":{\"type\":\"file\",\"id\":\"aaaa\",\"attributes\":{\"last_analysis_stats\":{\"malicious\":0,\"suspicious\":0,\"undetected\":60,\"harmless\":0}}}}")]
    [InlineData("{\"data\":{\"type\":\"file\",\"id\":\"ID\",\"attributes\":{\"last_analysis_stats\":{\"suspicious\":0,\"undetected\":60,\"harmless\":0}}}}")]
    [InlineData("{\"data\":{\"type\":\"file\",\"id\":\"ID\",\"attributes\":{\"last_analysis_stats\":{\"malicious\":-1,\"suspicious\":0,\"undetected\":60,\"harmless\":0}}}}")]
    [InlineData("{\"data\":{\"type\":\"file\",\"id\":\"ID\",\"attributes\":{\"last_analysis_stats\":{\"malicious\":0.5,\"suspicious\":0,\"undetected\":60,\"harmless\":0}}}}")]
    [InlineData("{\"data\":{\"type\":\"file\",\"id\":\"ID\",\"attributes\":{\"last_analysis_stats\":{\"malicious\":\"0\",\"suspicious\":0,\"undetected\":60,\"harmless\":0}}}}")]
    [InlineData("{\"data\":{\"type\":\"file\",\"id\":\"ID\",\"attributes\":{\"last_analysis_stats\":{\"malicious\":9,\"malicious\":0,\"suspicious\":0,\"undetected\":60,\"harmless\":0}}}}")]
    [InlineData("{\"data\":{\"type\":\"file\",\"id\":\"ID\",\"attributes\":{\"last_analysis_stats\":{\"malicious\":0,\"suspicious\":0,\"undetected\":60,\"harmless\":0}")]
    public async Task Broken_report_is_no_verdict(string body)
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Intercept = async context =>
        {
            await context.Response.WriteAsync(body.Replace("ID", ContentDigest.Of(Content).ToString(), StringComparison.Ordinal));
            return true;
        };

        await harness.FailAsync(Content);
    }

    [Fact]
    public async Task Endless_report_is_no_verdict_and_is_not_kept_in_memory()
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Intercept = async context =>
        {
            var blanks = Encoding.ASCII.GetBytes(new string(' ', 1_000_000));
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(blanks, context.RequestAborted);

            return true;
        };

        var fault = await harness.FailAsync(Content);

        // It was given up for its length, and not for the time it took.
        Assert.Contains("could not be reached", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_that_is_hung_up_is_no_verdict()
    {
        await using var harness = await ScannerHarness.StartAsync();
        harness.Fake.Intercept = context =>
        {
            context.Abort();
            return Task.FromResult(true);
        };

        Assert.Contains("could not be reached", (await harness.FailAsync(Content)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_that_is_hung_up_in_mid_upload_is_no_verdict()
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.UploadUnknownFiles = true);
        harness.Fake.Intercept = async context =>
        {
            if (context.Request.Method != "POST")
                return false;

            await context.Request.Body.ReadExactlyAsync(new byte[100_000]);
            context.Abort();
            return true;
        };

        Assert.Contains("could not be reached", (await harness.FailAsync(new byte[20_000_000])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_is_not_there_is_no_verdict()
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.Endpoint = new Uri("http://127.0.0.1:9/"));

        Assert.Contains("could not be reached", (await harness.FailAsync(Content)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slow_answer_ends_with_the_scans_time()
    {
        await using var harness = await ScannerHarness.StartAsync(timeout: TimeSpan.FromMilliseconds(300));
        harness.Fake.Intercept = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        Assert.Contains("Attachments:Scanning:Timeout", (await harness.FailAsync(Content)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(0)]
    public async Task Key_is_in_no_log_and_no_exception(int status)
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.UploadUnknownFiles = true);
        harness.Fake.Intercept = async context => status != 0 && await FakeVirusTotal.RefuseAsync(context, status, $"{FakeVirusTotal.Key} is wrong");

        var fault = status == 0 ? null : await harness.FailAsync(Content);
        if (status == 0)
            await harness.ScanAsync(Content);

        Assert.DoesNotContain(FakeVirusTotal.Key, $"{fault}", StringComparison.Ordinal);
        Assert.DoesNotContain(harness.Logs.Lines, line => line.Contains(FakeVirusTotal.Key, StringComparison.Ordinal));
    }
}
