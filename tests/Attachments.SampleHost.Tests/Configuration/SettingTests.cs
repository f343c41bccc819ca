using System.Net;
using System.Net.Sockets;
using Attachments.SampleHost.Tests.Hosting;
using Xunit;

namespace Attachments.SampleHost.Tests.Configuration;

/// <summary>Every setting does what its name says.</summary>
public sealed class SettingTests : IAsyncLifetime
{
    private readonly TempDirectory directory = new();
    private SampleHostProcess? host;
    private HttpClient? user;
    private string message = "";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        user?.Dispose();
        if (host is not null)
            await host.DisposeAsync();

        directory.Dispose();
    }

    [Fact]
    public async Task MAX_ATTACHMENT_SIZE_is_the_longest_file()
    {
        await StartAsync(("MAX_ATTACHMENT_SIZE", "10"));

        Assert.Equal(HttpStatusCode.Created, await UploadAsync(content: "0123456789"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await UploadAsync(content: "0123456789a"));
    }

    [Fact]
    public async Task MAX_ATTACHMENTS_PER_MESSAGE_is_the_most_that_a_message_has()
    {
        await StartAsync(("MAX_ATTACHMENTS_PER_MESSAGE", "1"));

        Assert.Equal(HttpStatusCode.Created, await UploadAsync(content: "first"));
        Assert.Equal(HttpStatusCode.BadRequest, await UploadAsync(content: "second"));
    }

    [Fact]
    public async Task BLOB_STORAGE_PATH_is_where_the_bytes_go()
    {
        var blobs = Path.Combine(directory.Path, "elsewhere");
        await StartAsync(("BLOB_STORAGE_PATH", blobs));

        await UploadAsync();

        Assert.NotEmpty(FilesOf(blobs));
        Assert.False(Directory.Exists(Path.Combine(directory.Path, "data", "blobs")));
    }

    [Fact]
    public async Task ALLOWED_MIME_TYPES_are_the_only_ones()
    {
        await StartAsync(("ALLOWED_MIME_TYPES", "text/csv, application/pdf"));

        Assert.Equal(HttpStatusCode.Created, await UploadAsync("a.csv", "text/csv"));
        Assert.Equal(HttpStatusCode.BadRequest, await UploadAsync("a.txt", "text/plain"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.Created)]
    [InlineData(" ", HttpStatusCode.Created)]
    public async Task ALLOWED_MIME_TYPES_that_are_empty_restrict_nothing(string? types, HttpStatusCode expected)
    {
        await StartAsync(types is null ? [] : [("ALLOWED_MIME_TYPES", types)]);

        Assert.Equal(expected, await UploadAsync("a.unheard", "application/x-unheard-of"));
    }

    [Fact]
    public async Task VIRUS_SCAN_ENABLED_that_is_false_scans_nothing()
    {
        await StartAsync(("VIRUS_SCAN_ENABLED", "false"), ("VIRUS_SCAN_TIMEOUT", "30"));

        using var response = await user!.UploadAsync(message);

        Assert.Equal("pending", (await response.ReadJsonAsync()).GetProperty("virusScanStatus").GetString());
    }

    [Theory]
    [InlineData("Off", false)]
    [InlineData("Background", true)]
    [InlineData("Inline", true)]
    public async Task Clamd_is_not_even_looked_for_while_scanning_is_off(string mode, bool isLookedFor)
    {
        using var clamd = new TcpListener(IPAddress.Loopback, 0);
        clamd.Start();
        var connecting = clamd.AcceptSocketAsync(TestContext.Current.CancellationToken).AsTask();

        await StartAsync(("Attachments__Scanning__Mode", mode), ("Attachments__Scanning__Timeout", "00:00:00.5"), ("Attachments__Scanning__ClamAV__Endpoint", $"tcp://{clamd.LocalEndpoint}"));
        await UploadAsync();
        using var health = await host!.Client.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.Equal(isLookedFor, connecting.IsCompleted);
        clamd.Stop();
    }

    [Theory]
    [InlineData(null, "safe")]
    [InlineData("Off", "pending")]
    [InlineData("Inline", "safe")]
    public async Task VIRUS_SCAN_ENABLED_scans_in_the_background_unless_the_mode_is_set(string? mode, string expected)
    {
        var clamd = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_CLAMD_UNIX");
        Assert.SkipWhen(clamd is null, "ATTACHMENTS_TEST_CLAMD_UNIX is not set");
        (string, string)[] settings = [("VIRUS_SCAN_ENABLED", "true"), ("VIRUS_SCAN_TIMEOUT", "90"), ("Attachments__Scanning__ClamAV__Endpoint", $"unix://{clamd}")];
        await StartAsync(mode is null ? settings : [.. settings, ("Attachments__Scanning__Mode", mode)]);

        using var uploaded = await user!.UploadAsync(message);
        var attachment = await uploaded.ReadJsonAsync();

        Assert.Equal(mode == "Inline" ? "safe" : "pending", attachment.GetProperty("virusScanStatus").GetString());
        await Eventually.TrueAsync(async () =>
        {
            using var metadata = await user!.GetMetadataAsync(attachment.GetProperty("id").GetString()!);
            return (await metadata.ReadJsonAsync()).GetProperty("virusScanStatus").GetString() == expected;
        });
    }

    [Fact]
    public async Task A_plain_name_that_is_empty_counts_as_not_set()
    {
        await StartAsync(
            ("MAX_ATTACHMENT_SIZE", ""), ("BLOB_STORAGE_PATH", ""), ("VIRUS_SCAN_ENABLED", ""), ("ATTACHMENT_EXPIRATION_DAYS", ""), ("JWT_SECRET_KEY", ""));

        Assert.Equal(HttpStatusCode.Created, await UploadAsync());
    }

    [Fact]
    public async Task The_settings_own_name_wins_over_the_plain_one()
    {
        await StartAsync(("MAX_ATTACHMENT_SIZE", "1000"), ("Attachments__MaxAttachmentSize", "5"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await UploadAsync(content: "123456"));
    }

    [Fact]
    public async Task A_list_under_its_own_name_replaces_the_plain_one_as_a_whole()
    {
        await StartAsync(("ALLOWED_MIME_TYPES", "text/csv,text/plain"), ("Attachments__Types__Allowed__0", "text/csv"));

        Assert.Equal(HttpStatusCode.BadRequest, await UploadAsync("a.txt", "text/plain"));
    }

    [Fact]
    public async Task The_data_directory_holds_database_and_bytes()
    {
        var data = Path.Combine(directory.Path, "mail");
        await StartAsync(("SampleHost__DataDirectory", data), ("Attachments__Sweeping__Interval", "00:00:01"));

        await UploadAsync();

        Assert.True(File.Exists(Path.Combine(data, "mail.db")));
        Assert.NotEmpty(FilesOf(Path.Combine(data, "blobs")));
    }

    [Fact]
    public async Task An_empty_list_in_json_restricts_nothing()
    {
        await WriteJsonAsync("""{"Attachments":{"Types":{"Allowed":[],"RefusedExtensions":[]}}}""");
        await StartAsync();

        Assert.Equal(HttpStatusCode.Created, await UploadAsync("a.cmd", "application/x-unheard-of"));
    }

    [Fact]
    public async Task Settings_are_read_from_json_in_the_current_directory()
    {
        await WriteJsonAsync("""{"Attachments":{"MaxAttachmentSize":5}}""");
        await StartAsync();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await UploadAsync(content: "123456"));
    }

    [Fact]
    public async Task Settings_are_read_from_the_command_line()
    {
        await StartAsync(new SampleHostSettings(directory.Path) { Arguments = ["--Attachments:MaxAttachmentSize", "5"] });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await UploadAsync(content: "123456"));
    }

    private Task WriteJsonAsync(string json) =>
        File.WriteAllTextAsync(Path.Combine(directory.Path, "appsettings.json"), json, TestContext.Current.CancellationToken);

    private Task StartAsync(params IReadOnlyList<(string Name, string Value)> environment) =>
        StartAsync(environment.Aggregate(new SampleHostSettings(directory.Path), (settings, variable) => settings.With(variable.Name, variable.Value)));

    private async Task StartAsync(SampleHostSettings settings)
    {
        host = await SampleHostProcess.StartAsync(settings, TestContext.Current.CancellationToken);
        user = host.ClientFor("tenant-1", "user-1");
        message = await user.CreateDraftAsync();
    }

    private async Task<HttpStatusCode> UploadAsync(string fileName = "note.txt", string contentType = "text/plain", string content = "content")
    {
        using var response = await user!.UploadAsync(message, content, fileName, contentType);
        return response.StatusCode;
    }

    private static IEnumerable<string> FilesOf(string path) => Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories);
}
