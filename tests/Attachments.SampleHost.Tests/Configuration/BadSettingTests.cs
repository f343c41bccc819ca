using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Configuration;

public sealed class BadSettingTests : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("MAX_ATTACHMENT_SIZE", "abc")]
    [InlineData("MAX_ATTACHMENT_SIZE", "0")]
    [InlineData("MAX_ATTACHMENT_SIZE", "-5")]
    [InlineData("MAX_ATTACHMENT_SIZE", "99999999999999999999")]
    [InlineData("MAX_ATTACHMENTS_PER_MESSAGE", "many")]
    [InlineData("BLOB_STORAGE_PATH", "/dev/null/blobs")]
    [InlineData("ALLOWED_MIME_TYPES", "text/plain,pdf")]
    [InlineData("VIRUS_SCAN_ENABLED", "maybe")]
    [InlineData("VIRUS_SCAN_TIMEOUT", "30s")]
    [InlineData("VIRUS_SCAN_TIMEOUT", "0")]
    [InlineData("VIRUS_SCAN_TIMEOUT", "3601")]
    [InlineData("ATTACHMENT_EXPIRATION_DAYS", "0")]
    [InlineData("ATTACHMENT_EXPIRATION_DAYS", "90")]
    [InlineData("JWT_SECRET_KEY", "too short")]
    [InlineData("Attachments__MaxAttachmentSize", "abc")]
    [InlineData("Attachments__MaxAttachmentSize", "0")]
    [InlineData("Attachments__MaxAttachmentsPerMessage", "0")]
    [InlineData("Attachments__Storage__Kind", "Tape")]
    [InlineData("Attachments__Jobs__Kind", "Celery")]
    [InlineData("Attachments__Scanning__Mode", "Sometimes")]
    [InlineData("Attachments__Scanning__Mode", "1")]
    [InlineData("Attachments__Scanning__Mode", "")]
    [InlineData("Attachments__Scanning__Timeout", "00:00:00")]
    [InlineData("Attachments__Scanning__RetryDelay", "soon")]
    [InlineData("Attachments__Scanning__InfectedContent", "Burn")]
    [InlineData("Attachments__AttachmentExpirationDays", "30")]
    [InlineData("ConnectionStrings__Mail", "nonsense")]
    [InlineData("ConnectionStrings__Mail", "postgres://user:secret@host/db")]
    [InlineData("ConnectionStrings__Mail", "Host=127.0.0.1;Port=port")]
    [InlineData("SampleHost__DataDirectory", "/dev/null/data")]
    [InlineData("SampleHost__Connections__Max", "0")]
    [InlineData("SampleHost__Connections__HeadersTimeout", "15")]
    [InlineData("SampleHost__Connections__BodyGrace", "00:00:01")]
    [InlineData("SampleHost__RateLimits__Requests", "-1")]
    [InlineData("SampleHost__RateLimits__Uploads", "many")]
    [InlineData("SampleHost__RateLimits__Window", "00:00:00")]
    public async Task A_bad_value_stops_the_host_with_one_sentence_that_names_the_setting(string name, string value)
    {
        var exit = await SampleHostProcess.RunToExitAsync(
            new SampleHostSettings(directory.Path).With(name, value), TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exit.Code);
        var sentence = Assert.Single(exit.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(name.Split("__")[^1], sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", exit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://192.0.2.1:5000")]
    [InlineData("http://127.0.0.1:99999")]
    public async Task An_address_that_cannot_be_listened_at_stops_the_host_with_one_sentence(string address)
    {
        var exit = await SampleHostProcess.RunToExitAsync(new SampleHostSettings(directory.Path) { Arguments = ["--urls", address] }, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exit.Code);
        Assert.Contains("urls", Assert.Single(exit.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wwwroot")]
    [InlineData("wwwroot/blobs")]
    public async Task Blobs_below_the_web_root_stop_the_host_with_one_sentence(string path)
    {
        var exit = await SampleHostProcess.RunToExitAsync(
            new SampleHostSettings(directory.Path).With("BLOB_STORAGE_PATH", Path.Combine(directory.Path, path)), TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exit.Code);
        var sentence = Assert.Single(exit.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("BLOB_STORAGE_PATH", sentence, StringComparison.Ordinal);
        Assert.Contains("web root", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bucket", "")]
    [InlineData("ServiceUrl", "127.0.0.1:9000")]
    [InlineData("SecretKey", "")]
    [InlineData("Profile", "Tape")]
    [InlineData("LinkLifetime", "8.00:00:00")]
    public async Task A_bad_setting_of_S3_stops_the_host_that_uses_it_with_one_sentence_that_names_it(string name, string value)
    {
        const string Section = "Attachments__Storage__S3__";
        var settings = new SampleHostSettings(directory.Path)
            .With("Attachments__Storage__Kind", "S3")
            .With(Section + "ServiceUrl", "http://127.0.0.1:1")
            .With(Section + "Bucket", "attachments")
            .With(Section + "AccessKey", "key")
            .With(Section + "SecretKey", "hush")
            .With(Section + name, value);

        var exit = await SampleHostProcess.RunToExitAsync(settings, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exit.Code);
        var sentence = Assert.Single(exit.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(name, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Attachments__Scanning__ClamAV__Endpoint", "127.0.0.1:3310")]
    [InlineData("Attachments__Scanning__ClamAV__Endpoint", "unix:clamd.sock")]
    [InlineData("Attachments__Scanning__ClamAV__Endpoint", "")]
    [InlineData("Attachments__Scanning__ClamAV__ConnectTimeout", "0")]
    [InlineData("Attachments__Scanning__ClamAV__StreamMaxLength", "25M")]
    [InlineData("Attachments__Scanning__ClamAV__StreamMaxLength", "3000000000")]
    [InlineData("Attachments__Scanning__ClamAV__ProbeFailure", "Shrug")]
    public async Task A_bad_setting_of_the_scanner_stops_the_host_that_scans_with_one_sentence_that_names_it(string name, string value)
    {
        var settings = new SampleHostSettings(directory.Path).With("VIRUS_SCAN_ENABLED", "true").With(name, value);

        var exit = await SampleHostProcess.RunToExitAsync(settings, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exit.Code);
        var sentence = Assert.Single(exit.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(name.Replace("__", ":", StringComparison.Ordinal), sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_VirusTotal_that_is_none_stops_the_host_that_scans_and_is_not_shown()
    {
        var settings = new SampleHostSettings(directory.Path).With("VIRUS_SCAN_ENABLED", "true").With("Attachments__Scanning__VirusTotal__ApiKey", "a secret key");

        var exit = await SampleHostProcess.RunToExitAsync(settings, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exit.Code);
        var sentence = Assert.Single(exit.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Attachments:Scanning:VirusTotal:ApiKey", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Attachments__Jobs__Storage", null)]
    [InlineData("Attachments__Jobs__Storage", "")]
    [InlineData("Attachments__Jobs__Storage", "amqp://user:secret@host")]
    [InlineData("Attachments__Jobs__Storage", "no connection string")]
    [InlineData("Attachments__Jobs__Storage", "Host=127.0.0.1;Secret=secret")]
    [InlineData("Attachments__Jobs__PassInterval", "often")]
    [InlineData("Attachments__Jobs__Queue", "Not A Queue")]
    public async Task A_bad_setting_of_the_jobs_stops_the_host_with_one_sentence_that_names_it(string name, string? value)
    {
        var settings = new SampleHostSettings(directory.Path).With("Attachments__Jobs__Kind", "Hangfire");
        if (!name.EndsWith("Storage", StringComparison.Ordinal))
            settings = settings.With("Attachments__Jobs__Storage", "127.0.0.1:1");

        var exit = await SampleHostProcess.RunToExitAsync(value is null ? settings : settings.With(name, value), TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exit.Code);
        var sentence = Assert.Single(exit.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(name.Replace("__", ":", StringComparison.Ordinal), sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_stops_the_host_with_one_sentence()
    {
        var settings = new SampleHostSettings(directory.Path).With("ConnectionStrings__Mail", "Host=127.0.0.1;Port=1;Username=u;Password=secret;Database=d");

        var exit = await SampleHostProcess.RunToExitAsync(settings, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exit.Code);
        var sentence = Assert.Single(exit.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("database", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_stops_the_host_with_one_sentence()
    {
        var settings = new SampleHostSettings(directory.Path);
        await using var first = await SampleHostProcess.StartAsync(settings, TestContext.Current.CancellationToken);

        var exit = await SampleHostProcess.RunToExitAsync(
            settings with { Arguments = ["--urls", first.BaseAddress.ToString()] }, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exit.Code);
        var sentence = Assert.Single(exit.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("address already in use", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_settings_that_is_no_json_stops_the_host_with_one_sentence()
    {
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "appsettings.json"), "{", TestContext.Current.CancellationToken);

        var exit = await SampleHostProcess.RunToExitAsync(new SampleHostSettings(directory.Path), TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exit.Code);
        var sentence = Assert.Single(exit.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("appsettings.json", sentence, StringComparison.Ordinal);
    }
}
