using Attachments.Persistence;
using Attachments.Service;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Sweeping;

/// <summary>Which blobs a sweep looks at, to find those that a host's cascade has freed.</summary>
public sealed class WalkTests
{
    // With batches of one: 100 pages of ten blobs.
    private const int LooksPerSweep = 1_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hosts_that_live_for_one_sweep_come_to_every_blob()
    {
        var blobs = new WalkedBlobs(3 * LooksPerSweep);

        // Each of them looks at a third: that two hundred miss one blob has a chance of less than 10^-35.
        for (var host = 0; host < 200 && blobs.Unseen > 0; host++)
            await SweepAsync(blobs, sweeps: 1);

        Assert.Equal(0, blobs.Unseen);
    }

    [Fact]
    public async Task One_host_comes_to_every_blob_and_never_to_one_twice_in_a_round()
    {
        var blobs = new WalkedBlobs(3 * LooksPerSweep);

        await SweepAsync(blobs, sweeps: 3);

        // The page at the table's end, and the one that finds where it begins, may be short.
        Assert.InRange(blobs.Unseen, 0, 11);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(25)]
    public async Task One_sweep_looks_at_all_blobs_where_they_are_few_wherever_it_begins(int count)
    {
        var blobs = new WalkedBlobs(count);

        for (var host = 0; host < 50; host++)
        {
            blobs.Forget();
            await SweepAsync(blobs, sweeps: 1);

            Assert.Equal(0, blobs.Unseen);
            Assert.InRange(blobs.Looks, 0, count + 11);
        }
    }

    private static async Task SweepAsync(WalkedBlobs blobs, int sweeps)
    {
        await using var harness = new ServiceHarness(services => services
            .Configure<SweepingOptions>(options => options.BatchSize = 1)
            .AddSingleton<IBlobRepository>(blobs));

        for (var sweep = 0; sweep < sweeps; sweep++)
            await harness.Services.GetRequiredService<IAttachmentSweeper>().SweepAsync(Token);
    }
}
