using Xunit;

namespace Attachments.Scanning;

public sealed class ScanningOptionsValidatorTests
{
    public static TheoryData<Action<ScanningOptions>, string> Bad => new()
    {
        { options => options.Mode = (ScanMode)9, "Attachments:Scanning:Mode" },
        { options => options.InfectedContent = (InfectedContent)9, "Attachments:Scanning:InfectedContent" },
        { options => options.Timeout = TimeSpan.Zero, "Attachments:Scanning:Timeout" },
        { options => options.Timeout = TimeSpan.FromHours(2), "Attachments:Scanning:Timeout" },
        { options => options.RetryDelay = TimeSpan.Zero, "Attachments:Scanning:RetryDelay" },
        { options => options.RetryInterval = TimeSpan.Zero, "Attachments:Scanning:RetryInterval" },
        { options => options.PollInterval = TimeSpan.Zero, "Attachments:Scanning:PollInterval" },
        { options => options.RescanInterval = TimeSpan.FromDays(2), "Attachments:Scanning:RescanInterval" },
        { options => options.RescanAfter = TimeSpan.Zero, "Attachments:Scanning:RescanAfter" },
        { options => options.MaxRetries = -1, "Attachments:Scanning:MaxRetries" },
        { options => options.MaxConcurrentScans = 0, "Attachments:Scanning:MaxConcurrentScans" },
    };

    [Fact]
    public void Defaults_are_valid() => Assert.True(new ScanningOptionsValidator().Validate(null, new ScanningOptions()).Succeeded);

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_value_is_named(Action<ScanningOptions> spoil, string setting)
    {
        var options = new ScanningOptions();
        spoil(options);

        var result = new ScanningOptionsValidator().Validate(null, options);

        Assert.StartsWith(setting, Assert.Single(result.Failures!).Replace("Property ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
