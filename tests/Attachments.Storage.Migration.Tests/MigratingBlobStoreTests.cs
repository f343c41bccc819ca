using Attachments.Access;
using Attachments.Testing.Storage;
using Xunit;

namespace Attachments.Storage.Migration;

public sealed class PreparingBlobStoreTests : MigratingBlobStoreTests
{
    protected override StoreMigrationStep Step => StoreMigrationStep.Prepare;

    [Fact]
    public async Task Uploads_go_to_the_old_store()
    {
        var key = await PublishAsync(Store);

        Assert.Equal([key], From.Published);
        Assert.Empty(To.Published);
    }
}

public sealed class CopyingBlobStoreTests : MigratingBlobStoreTests
{
    protected override StoreMigrationStep Step => StoreMigrationStep.Copy;

    [Fact]
    public async Task Uploads_go_to_the_new_store()
    {
        var key = await PublishAsync(Store);

        Assert.Equal([key], To.Published);
        Assert.Empty(From.Published);
    }
}

/// <summary>Two stores are one: the whole suite holds, and so does what the suite cannot know.</summary>
public abstract class MigratingBlobStoreTests : BlobStoreConformanceTests
{
    protected abstract StoreMigrationStep Step { get; }

    protected InMemoryBlobStore From { get; } = new();

    protected InMemoryBlobStore To { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected override ValueTask<IBlobStore> CreateStoreAsync() => new(new MigratingBlobStore(Step, From, To));

    protected override async ValueTask<TimeSpan> AbandonStagingAsync(BlobKey key, ReadOnlyMemory<byte> bytes)
    {
        // Of the store that a test of the suite would not think of: hosts of both steps run side by side.
        var store = Step == StoreMigrationStep.Prepare ? To : From;
        store.AbandonStaging(key, bytes.Span);
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(2))
            await Task.Yield();

        return TimeSpan.FromMilliseconds(1);
    }

    [Fact]
    public async Task A_blob_of_either_store_is_read_and_found()
    {
        var old = await PublishAsync(From);
        var young = await PublishAsync(To);

        foreach (var key in new[] { old, young })
        {
            await using var reader = await Store.OpenReadAsync(key, 0, 3, Token);
            Assert.NotNull(reader);
            Assert.Equal(3, await ((IBlobInventory)Store).FindLengthAsync(key, Token));
        }
    }

    [Fact]
    public async Task A_blob_of_both_stores_is_deleted_from_both()
    {
        var key = await PublishAsync(From);
        await PublishAsync(To, key);

        await Store.DeleteAsync(key, Token);

        Assert.Empty(From.Published);
        Assert.Empty(To.Published);
    }

    [Fact]
    public async Task A_delete_kills_the_stagings_of_both_stores()
    {
        var key = await PublishAsync(From);
        await using var copy = await To.BeginWriteAsync(key, null, Token);

        await Store.DeleteAsync(key, Token);

        await Assert.ThrowsAsync<BlobStoreException>(() => copy.CommitAsync(Token).AsTask());
    }

    [Fact]
    public async Task Objects_of_both_stores_are_listed_one_store_after_the_other_and_go_on_anywhere()
    {
        for (var i = 0; i < 3; i++)
        {
            await PublishAsync(From);
            await PublishAsync(To);
        }

        var all = await ListAsync(null);

        Assert.Equal(From.Published.Concat(To.Published).ToHashSet(), all.Select(stored => stored.Key!.Value).ToHashSet());
        for (var i = 0; i < all.Count; i++)
            Assert.Equal(all.Skip(i + 1), await ListAsync(all[i].Name));
    }

    [Fact]
    public void Links_are_promised_only_where_both_stores_make_them() => Assert.False(((IBlobLinks)Store).MakesLinks);

    protected static async Task<BlobKey> PublishAsync(IBlobStore store, BlobKey? key = null)
    {
        var published = key ?? new BlobKey(TenantId.Parse("tenant"), new BlobId(Guid.CreateVersion7()));
        await using var writer = await store.BeginWriteAsync(published, 3, Token);
        await writer.WriteAsync("abc"u8.ToArray(), Token);
        await writer.CommitAsync(Token);
        return published;
    }

    private async Task<List<StoredObject>> ListAsync(string? after)
    {
        var listed = new List<StoredObject>();
        await foreach (var stored in ((IBlobInventory)Store).ListObjectsAsync(after, Token))
            listed.Add(stored);

        return listed;
    }
}
