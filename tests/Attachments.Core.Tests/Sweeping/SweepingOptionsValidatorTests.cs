using Xunit;

namespace Attachments.Sweeping;

public sealed class SweepingOptionsValidatorTests
{
    public static TheoryData<string, SweepingOptions> Bad => new()
    {
        { "Attachments:Sweeping:Interval", new() { Interval = TimeSpan.Zero } },
        { "Attachments:Sweeping:Interval", new() { Interval = TimeSpan.FromDays(2) } },
        { "Attachments:Sweeping:GracePeriod", new() { GracePeriod = TimeSpan.FromMilliseconds(99) } },
        { "Attachments:Sweeping:GracePeriod", new() { GracePeriod = TimeSpan.FromDays(8) } },
        { "Attachments:Sweeping:BatchSize", new() { BatchSize = 0 } },
        { "Attachments:Sweeping:BatchSize", new() { BatchSize = 1001 } },
        { "Attachments:Sweeping:RememberDeletedMessages", new() { RememberDeletedMessages = TimeSpan.Zero } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Validate_names_the_setting_that_is_out_of_bounds(string setting, SweepingOptions options)
    {
        var result = new SweepingOptionsValidator().Validate(null, options);

        Assert.True(result.Failed);
        Assert.Contains(setting, result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_accepts_the_defaults_and_a_second()
    {
        var validator = new SweepingOptionsValidator();

        Assert.True(validator.Validate(null, new SweepingOptions()).Succeeded);
        Assert.True(validator.Validate(null, new SweepingOptions { Interval = TimeSpan.FromSeconds(1), GracePeriod = TimeSpan.FromSeconds(1) }).Succeeded);
    }
}
