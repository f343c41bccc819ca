using Attachments.AspNetCore.Transport;
using Microsoft.Extensions.Time.Testing;

namespace Attachments.AspNetCore.Tests.Transport;

public sealed class BlockPoolTests
{
    private static readonly AttachmentsTransportOptions Options = new();

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Blocks_have_the_size_that_was_asked_for()
    {
        using var factory = new BlockPoolFactory(Options, clock);
        using var pool = factory.Create();
        using var block = pool.Rent(4096);

        Assert.Equal(Options.BlockSize, block.Memory.Length);
        Assert.Equal(Options.BlockSize, pool.MaxBufferSize);
    }

    [Fact]
    public void Block_that_came_back_is_lent_again()
    {
        using var factory = new BlockPoolFactory(Options, clock);
        using var pool = factory.Create();
        var first = pool.Rent();
        first.Dispose();

        Assert.Same(first, pool.Rent());
    }

    [Fact]
    public void More_than_a_block_is_refused()
    {
        using var factory = new BlockPoolFactory(Options, clock);
        using var pool = factory.Create();

        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(Options.BlockSize + 1));
    }

    [Fact]
    public void Blocks_that_were_idle_for_a_whole_interval_are_let_go()
    {
        using var factory = new BlockPoolFactory(Options, clock);
        using var pool = (BlockPool)factory.Create();
        foreach (var block in Enumerable.Range(0, 10).Select(_ => pool.Rent()).ToArray())
            block.Dispose();

        clock.Advance(Options.EvictionInterval);
        var afterTheBurst = pool.Idle;
        clock.Advance(Options.EvictionInterval);

        Assert.Equal(10, afterTheBurst);
        Assert.Equal(0, pool.Idle);
    }

    [Fact]
    public void Blocks_that_are_needed_again_and_again_are_kept()
    {
        using var factory = new BlockPoolFactory(Options, clock);
        using var pool = (BlockPool)factory.Create();

        for (var interval = 0; interval < 5; interval++)
        {
            foreach (var block in Enumerable.Range(0, 10).Select(_ => pool.Rent()).ToArray())
                block.Dispose();

            clock.Advance(Options.EvictionInterval);
        }

        Assert.Equal(10, pool.Idle);
    }

    [Fact]
    public void Block_that_comes_back_after_the_end_is_not_kept()
    {
        using var factory = new BlockPoolFactory(Options, clock);
        var pool = (BlockPool)factory.Create();
        var block = pool.Rent();

        pool.Dispose();
        block.Dispose();

        Assert.Equal(0, pool.Idle);
    }
}
