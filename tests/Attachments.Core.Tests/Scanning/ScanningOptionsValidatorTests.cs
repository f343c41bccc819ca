using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Scanning;

public sealed class ScanningOptionsValidatorTests
{
    public static TheoryData<object, string> Bad => new()
    {
        { new ScanningOptions { Mode = (ScanMode)9 }, "Attachments:Scanning:Mode" },
        { new ScanningOptions { InfectedContent = (InfectedContent)9 }, "Attachments:Scanning:InfectedContent" },
        { new ScanningOptions { Timeout = TimeSpan.Zero }, "Attachments:Scanning:Timeout" },
        { new ScanningOptions { Timeout = TimeSpan.FromHours(2) }, "Attachments:Scanning:Timeout" },
        { new ScanningOptions { PollInterval = TimeSpan.Zero }, "Attachments:Scanning:PollInterval" },
        { new ScanningOptions { MaxConcurrentScans = 0 }, "Attachments:Scanning:MaxConcurrentScans" },
        { new ScanRetryOptions { RetryDelay = TimeSpan.Zero }, "Attachments:Scanning:RetryDelay" },
        { new ScanRetryOptions { RetryInterval = TimeSpan.Zero }, "Attachments:Scanning:RetryInterval" },
        { new ScanRetryOptions { MaxRetries = -1 }, "Attachments:Scanning:MaxRetries" },
        { new RescanOptions { RescanInterval = TimeSpan.FromDays(2) }, "Attachments:Scanning:RescanInterval" },
        { new RescanOptions { RescanAfter = TimeSpan.Zero }, "Attachments:Scanning:RescanAfter" },
    };

    public static TheoryData<object> Defaults => new(new object[] { new ScanningOptions(), new ScanRetryOptions(), new RescanOptions() });

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Defaults_are_valid(object options) => Assert.True(Validate(options).Succeeded);

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_value_is_named(object options, string setting) =>
        Assert.StartsWith(setting, Assert.Single(Validate(options).Failures!).Replace("Property ", "", StringComparison.Ordinal), StringComparison.Ordinal);

    private static ValidateOptionsResult Validate(object options) => options switch
    {
        ScanningOptions scanning => new ScanningOptionsValidator().Validate(null, scanning),
        ScanRetryOptions retries => new ScanningOptionsValidator().Validate(null, retries),
        _ => new ScanningOptionsValidator().Validate(null, (RescanOptions)options),
    };
}
