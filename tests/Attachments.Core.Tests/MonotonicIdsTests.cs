using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments;

public sealed class MonotonicIdsTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Next_is_a_uuid_of_version_7_with_the_clocks_milliseconds()
    {
        var ids = new MonotonicIds(clock);

        var id = ids.Next();

        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 0x8, 0xB);
        var milliseconds = Convert.ToInt64(id.ToString("N")[..12], 16);
        Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds(), milliseconds);
    }

    [Fact]
    public void Next_grows_within_one_millisecond_past_the_counters_end()
    {
        var ids = new MonotonicIds(clock);

        var made = Enumerable.Range(0, 10_000).Select(_ => ids.Next().ToString("D")).ToList();

        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(made.Count, made.Distinct().Count());
    }

    [Fact]
    public void Next_grows_when_the_clock_is_set_back()
    {
        var sequence = new SequenceClock(clock.GetUtcNow(), clock.GetUtcNow().AddHours(-2));
        var ids = new MonotonicIds(sequence);

        var first = ids.Next().ToString("D");
        var second = ids.Next().ToString("D");

        Assert.True(string.CompareOrdinal(first, second) < 0);
    }

    [Fact]
    public void Next_is_unique_under_concurrency()
    {
        var ids = new MonotonicIds(TimeProvider.System);
        var made = new System.Collections.Concurrent.ConcurrentBag<Guid>();

        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 5_000; i++)
                made.Add(ids.Next());
        });

        Assert.Equal(40_000, made.Distinct().Count());
    }

    private sealed class SequenceClock(params DateTimeOffset[] times) : TimeProvider
    {
        private int next;

        public override DateTimeOffset GetUtcNow() => times[Math.Min(next++, times.Length - 1)];
    }
}
