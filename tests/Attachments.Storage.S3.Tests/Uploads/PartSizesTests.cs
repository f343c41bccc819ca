using Xunit;

namespace Attachments.Storage.S3.Uploads;

public sealed class PartSizesTests
{
    private const long MiB = 1024 * 1024;
    private const long TiB = MiB * MiB;

    [Fact]
    public void First_thousand_parts_have_the_size_that_is_set()
    {
        var sizes = PartSizes.Growing(8 * MiB);

        Assert.All(Enumerable.Range(1, 1_000), number => Assert.Equal(8 * MiB, sizes.Of(number)));
        Assert.Equal(16 * MiB, sizes.Of(1_001));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(512)]
    public void All_parts_together_reach_5_TiB_and_none_is_longer_than_5_GiB(long first)
    {
        var sizes = PartSizes.Growing(first * MiB);
        var parts = Enumerable.Range(1, PartSizes.MostParts).Select(sizes.Of).ToList();

        Assert.InRange(parts.Sum(), first == 5 ? 4 * TiB : 5 * TiB, long.MaxValue);
        Assert.InRange(parts.Max(), 1, 5 * 1024 * MiB);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(1024 * MiB)]
    [InlineData(70L * 1024 * MiB)]
    [InlineData(200L * 1024 * MiB)]
    public void Equal_parts_are_long_enough_for_what_is_expected(long? expected)
    {
        var sizes = PartSizes.Equal(8 * MiB, expected);

        Assert.Equal(sizes.Of(1), sizes.Of(PartSizes.MostParts));
        Assert.InRange(sizes.Of(1) * PartSizes.MostParts, expected ?? 0, long.MaxValue);
        Assert.Equal(expected > 80L * 1024 * MiB, sizes.Of(1) > 8 * MiB);
    }

    [Theory]
    [InlineData(null, 8)]
    [InlineData(8 * MiB, 8)]
    [InlineData((8 * MiB) + 1, 5)]
    [InlineData(long.MaxValue, 5)]
    public void First_of_several_expected_parts_is_the_shortest_that_services_take(long? expected, long mebibytes)
    {
        var sizes = PartSizes.Growing(8 * MiB, expected);

        Assert.Equal(mebibytes * MiB, sizes.Of(1));
        Assert.Equal(8 * MiB, sizes.Of(2));
    }

    [Fact]
    public void Clients_hint_does_not_choose_the_hosts_memory() => Assert.Equal(64 * MiB, PartSizes.Equal(8 * MiB, long.MaxValue).Of(1));
}
