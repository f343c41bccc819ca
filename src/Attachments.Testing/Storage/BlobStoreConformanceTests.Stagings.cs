using Xunit;

namespace Attachments.Testing.Storage;

public abstract partial class BlobStoreConformanceTests
{
    [Fact]
    public async Task DropStagingsAsync_drops_nothing_from_an_empty_store() => Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));

    [Fact]
    public async Task DropStagingsAsync_drops_an_abandoned_staging_once_it_is_old_enough()
    {
        var key = NewKey();
        var age = await AbandonStagingAsync(key, NewBytes(6 * MiB));

        Assert.Equal(0, await Store.DropStagingsAsync(age + TimeSpan.FromHours(1), Token));
        Assert.Equal(1, await Store.DropStagingsAsync(age, Token));
        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));
        await AssertMissingAsync(key);
    }

    [Fact]
    public async Task DropStagingsAsync_counts_what_it_dropped()
    {
        var age = await AbandonStagingAsync(NewKey("one"), NewBytes(10));
        await AbandonStagingAsync(NewKey("two"), NewBytes(10));
        await AbandonStagingAsync(NewKey("two"), NewBytes(6 * MiB));

        Assert.Equal(3, await Store.DropStagingsAsync(age, Token));
    }

    [Fact]
    public async Task An_abandoned_staging_is_invisible()
    {
        var key = NewKey();

        await AbandonStagingAsync(key, NewBytes(6 * MiB));

        await AssertMissingAsync(key);
    }

    [Fact]
    public async Task DeleteAsync_removes_an_abandoned_staging()
    {
        var key = NewKey();
        await AbandonStagingAsync(key, NewBytes(6 * MiB));

        await Store.DeleteAsync(key, Token);

        await AssertMissingAsync(key);
        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task DropStagingsAsync_never_drops_what_a_live_writer_holds()
    {
        Assert.SkipUnless(TellsLiveWriters, "This store cannot tell a slow writer from a dead one.");
        var bytes = NewBytes(6 * MiB);
        await using var begun = await Store.BeginWriteAsync(NewKey(), null, Token);
        await using var written = await Store.BeginWriteAsync(NewKey(), bytes.Length, Token);
        await written.WriteAsync(bytes, Token);

        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));

        await written.CommitAsync(Token);
        await begun.WriteAsync(bytes, Token);
        await begun.CommitAsync(Token);
        await AssertHoldsAsync(written.Key, bytes);
        await AssertHoldsAsync(begun.Key, bytes);
    }

    [Fact]
    public async Task DropStagingsAsync_leaves_a_young_staging_to_its_slow_writer()
    {
        var bytes = NewBytes(6 * MiB);
        await using var writer = await Store.BeginWriteAsync(NewKey(), null, Token);
        await writer.WriteAsync(bytes, Token);

        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.FromHours(1), Token));

        await writer.CommitAsync(Token);
        await AssertHoldsAsync(writer.Key, bytes);
    }

    [Fact]
    public async Task DropStagingsAsync_leaves_published_blobs_alone()
    {
        var bytes = NewBytes(6 * MiB);
        var key = await PublishAsync(bytes);

        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));

        await AssertHoldsAsync(key, bytes);
    }

    [Fact]
    public async Task DropStagingsAsync_is_cancelled_by_its_token() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.DropStagingsAsync(TimeSpan.Zero, new CancellationToken(canceled: true)).AsTask());
}
