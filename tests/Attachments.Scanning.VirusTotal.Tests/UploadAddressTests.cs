using Attachments.Scanning.VirusTotal.Api;
using Microsoft.AspNetCore.Http;

namespace Attachments.Scanning.VirusTotal;

public sealed class UploadAddressTests
{
    [Theory]
    [InlineData("https://www.virustotal.com/_ah/upload/AMmfu6b/", "https://www.virustotal.com/_ah/upload/AMmfu6b/")]
    [InlineData("http://www.virustotal.com/_ah/upload/AMmfu6b/", "https://www.virustotal.com/_ah/upload/AMmfu6b/")]
    [InlineData("http://www.virustotal.com:8080/_ah/upload/AMmfu6b/", null)]
    [InlineData("https://user@www.virustotal.com/_ah/upload/AMmfu6b/", null)]
    [InlineData("ftp://www.virustotal.com/upload", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("/_ah/upload", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Bytes_go_over_tls_or_nowhere(string? text, string? expected) =>
        Assert.Equal(expected, UploadAddress.Read(text, new Uri("https://www.virustotal.com/api/v3/"))?.AbsoluteUri);

    [Fact]
    public async Task Key_does_not_go_along_to_another_host()
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.UploadUnknownFiles = true);
        harness.Fake.Intercept = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/upload_url", StringComparison.Ordinal))
                return false;

            await Results.Json(new { data = $"http://localhost:{harness.Fake.Endpoint.Port}/_ah/upload/1" }).ExecuteAsync(context);
            return true;
        };

        await harness.FailAsync(new byte[40_000_000]);

        Assert.Equal(["POST /_ah/upload/1"], harness.Fake.Strangers);
    }

    [Fact]
    public async Task Address_is_in_no_log()
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.UploadUnknownFiles = true);

        await harness.ScanAsync(new byte[40_000_000]);

        Assert.Contains("POST /_ah/upload/1", harness.Fake.Requests);
        Assert.NotEmpty(harness.Logs.Lines);
        Assert.DoesNotContain(harness.Logs.Lines, line => line.Contains("_ah/upload", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Address_that_is_none_is_no_verdict()
    {
        await using var harness = await ScannerHarness.StartAsync(options => options.UploadUnknownFiles = true);
        harness.Fake.Intercept = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/upload_url", StringComparison.Ordinal))
                return false;

            await Results.Json(new { data = "javascript:alert(1)" }).ExecuteAsync(context);
            return true;
        };

        await harness.FailAsync(new byte[40_000_000]);

        Assert.Equal(0, harness.Fake.Count("POST"));
    }
}
