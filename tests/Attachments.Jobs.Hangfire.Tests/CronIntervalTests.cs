using Xunit;

namespace Attachments.Jobs.Hangfire.Tests;

public sealed class CronIntervalTests
{
    [Theory]
    [InlineData("00:00:00.010", "*/1 * * * * *")]
    [InlineData("00:00:01", "*/1 * * * * *")]
    [InlineData("00:00:07", "*/6 * * * * *")]
    [InlineData("00:00:30", "*/30 * * * * *")]
    [InlineData("00:00:59", "*/30 * * * * *")]
    [InlineData("00:01:00", "0 */1 * * * *")]
    [InlineData("00:01:30", "0 */1 * * * *")]
    [InlineData("00:07:00", "0 */6 * * * *")]
    [InlineData("00:59:59", "0 */30 * * * *")]
    [InlineData("01:00:00", "0 0 */1 * * *")]
    [InlineData("05:00:00", "0 0 */4 * * *")]
    [InlineData("23:59:59", "0 0 */12 * * *")]
    [InlineData("1.00:00:00", "0 0 0 * * *")]
    [InlineData("30.00:00:00", "0 0 0 * * *")]
    public void Of_says_the_longest_interval_that_is_no_longer(string interval, string expected) =>
        Assert.Equal(expected, CronInterval.Of(TimeSpan.Parse(interval, null)));
}
