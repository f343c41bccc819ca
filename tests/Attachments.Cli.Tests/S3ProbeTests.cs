using System.Text.Json;
using Xunit;

namespace Attachments.Cli;

public sealed class S3ProbeTests
{
    [Fact]
    public async Task A_bucket_that_works_as_it_is_set_ends_with_0()
    {
        var result = await RunAsync(Setting("Profile", "Ceph"));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("The store works in this bucket as it is set, with the profile Ceph:", result.Lines);
    }

    [Fact]
    public async Task A_bucket_that_works_with_another_profile_ends_with_1_and_prints_it()
    {
        var result = await RunAsync(Setting("Profile", "Generic"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The store works in this bucket with the profile Ceph. Use these settings:", result.Lines);
        Assert.DoesNotContain(Variable("SECRET_KEY"), result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_is_missing_ends_with_2_and_the_reason()
    {
        var result = await RunAsync(Setting("Bucket", "missing-one"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("The store does not work in this bucket: the bucket does not exist.", result.Lines);
    }

    [Fact]
    public async Task Settings_that_cannot_work_end_with_2_and_one_sentence()
    {
        var result = await RunAsync(Setting("ServiceUrl", "nonsense"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Attachments:Storage:S3:ServiceUrl must be http://host:port or https://host", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_can_be_had_as_json()
    {
        using var report = JsonDocument.Parse((await RunAsync([Setting("Profile", "Generic")], "--json")).Output);

        Assert.Equal("Ceph", report.RootElement.GetProperty("profile").GetString());
        Assert.Equal("WorksOtherwise", report.RootElement.GetProperty("verdict").GetString());
        Assert.Equal("connection", report.RootElement.GetProperty("steps")[0].GetProperty("name").GetString());
    }

    private static Task<CommandResult> RunAsync(params (string Name, string Value)[] settings) => RunAsync(settings, []);

    private static async Task<CommandResult> RunAsync((string Name, string Value)[] settings, params string[] arguments)
    {
        var endpoint = Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_S3_ENDPOINT");
        Assert.SkipWhen(string.IsNullOrEmpty(endpoint), "ATTACHMENTS_TEST_S3_ENDPOINT is not set");
        (string, string)[] environment =
        [
            Setting("ServiceUrl", endpoint!), Setting("Profile", "Ceph"), Setting("KeyPrefix", $"cli-{Guid.NewGuid():N}/"),
            Setting("Region", Variable("REGION")), Setting("Bucket", Variable("BUCKET")),
            Setting("AccessKey", Variable("ACCESS_KEY")), Setting("SecretKey", Variable("SECRET_KEY")),
            .. settings,
        ];

        using var command = AttachmentsCommand.Start(environment, ["s3-probe", .. arguments]);
        return await command.WaitAsync();
    }

    private static (string Name, string Value) Setting(string name, string value) => ($"Attachments__Storage__S3__{name}", value);

    private static string Variable(string name) => Environment.GetEnvironmentVariable($"ATTACHMENTS_TEST_S3_{name}") ?? "";
}
