using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments.Storage;

public sealed class ByteRateTests
{
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Without_a_rate_nobody_waits() => Assert.True(new ByteRate(null, clock).PayAsync(long.MaxValue, Token).AsTask().IsCompletedSuccessfully);

    [Fact]
    public async Task Bytes_take_the_time_that_the_rate_says()
    {
        var paying = new ByteRate(1000, clock).PayAsync(5000, Token).AsTask();

        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(paying.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        await paying.WaitAsync(TimeSpan.FromMinutes(1), Token);
    }

    [Fact]
    public async Task Those_who_share_a_rate_wait_for_each_other()
    {
        var rate = new ByteRate(1000, clock);
        var first = rate.PayAsync(1000, Token).AsTask();
        var second = rate.PayAsync(1000, Token).AsTask();

        clock.Advance(TimeSpan.FromSeconds(1));
        await first.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        await second.WaitAsync(TimeSpan.FromMinutes(1), Token);
    }

    [Fact]
    public void Time_in_which_nothing_passed_is_not_saved_up()
    {
        var rate = new ByteRate(1000, clock);
        clock.Advance(TimeSpan.FromHours(1));

        Assert.False(rate.PayAsync(1000, Token).AsTask().IsCompleted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_rate_of_nothing_is_refused(long rate) => Assert.Throws<ArgumentOutOfRangeException>(() => new ByteRate(rate, clock));
}
