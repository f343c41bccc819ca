using Attachments.Storage.Migration;
using Xunit;

namespace Attachments.Cli;

public sealed class S3Tests : IAsyncLifetime
{
    private readonly string prefix = $"cli-{Guid.NewGuid():N}/";
    private MailHost host = null!;

    public async ValueTask InitializeAsync() => host = await MailHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_folder_is_moved_to_a_bucket_whose_secrets_come_from_the_environment_and_back()
    {
        var settings = Settings();
        var attachment = await host.UploadAsync("one");
        await host.UploadAsync(new byte[9 * 1024 * 1024], "message-2");
        await host.MoveAsync(StoreMigrationStep.Prepare);

        var there = await RunAsync(settings, "migrate", "--from", $"file:{host.Old}", "--to", "s3", "--copy");
        var check = await RunAsync(settings, "fsck", "--store", "s3", "--verify");
        var back = await RunAsync(settings, "migrate", "--from", "s3:Attachments:Storage:S3", "--to", $"file:{host.New}", "--copy");
        await host.MoveToNewAsync();

        Assert.Equal("2 blobs: 2 copied (9437187 bytes), 0 there already, 0 gone, 0 failed.", Assert.Single(there.Lines));
        Assert.Equal("2 blobs, 9437187 bytes read, 2 objects, 0 stagings: 0 findings, 0 repaired.", Assert.Single(check.Lines));
        Assert.Equal(there.Lines, back.Lines);
        Assert.Equal("one"u8.ToArray(), await host.ReadAsync(attachment));
        await ClearAsync(settings);
    }

    // Beside a database without blobs everything in the bucket is an orphan.
    private static async Task ClearAsync((string Name, string Value)[] settings)
    {
        await using var empty = await MailHost.StartAsync();
        using var command = AttachmentsCommand.Start(settings, "fsck", "--sqlite", empty.Database, "--store", "s3", "--repair");
        Assert.Equal(1, (await command.WaitAsync()).ExitCode);
    }

    private async Task<CommandResult> RunAsync((string Name, string Value)[] settings, string name, params string[] arguments)
    {
        using var command = AttachmentsCommand.Start(settings, [name, "--sqlite", host.Database, .. arguments]);
        var result = await command.WaitAsync();
        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        return result;
    }

    private (string Name, string Value)[] Settings()
    {
        var endpoint = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_S3_ENDPOINT");
        Assert.SkipWhen(string.IsNullOrEmpty(endpoint), "ATTACHMENTS_TEST_S3_ENDPOINT is not set");
        return
        [
            Setting("ServiceUrl", endpoint!), Setting("Profile", "Ceph"), Setting("KeyPrefix", prefix),
            Setting("Region", Variable("REGION")), Setting("Bucket", Variable("BUCKET")),
            Setting("AccessKey", Variable("ACCESS_KEY")), Setting("SecretKey", Variable("SECRET_KEY")),
        ];
    }

    private static (string Name, string Value) Setting(string name, string value) => ($"Attachments__Storage__S3__{name}", value);

    private static string Variable(string name) => Environment.GetEnvironmentVariable($"ATTACHMENTS_TEST_S3_{name}") ?? "";
}
