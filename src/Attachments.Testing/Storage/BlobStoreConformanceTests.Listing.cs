using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Storage;

public abstract partial class BlobStoreConformanceTests
{
    private IBlobInventory Inventory
    {
        get
        {
            Assert.SkipUnless(ListsBlobs, "This store cannot say what it holds.");
            return Assert.IsType<IBlobInventory>(Store, exactMatch: false);
        }
    }

    [Fact]
    public void The_store_can_say_what_it_holds_exactly_where_the_suite_is_told_so() => Assert.Equal(ListsBlobs, Store is IBlobInventory);

    [Fact]
    public async Task ListObjectsAsync_lists_nothing_in_a_store_that_was_only_checked()
    {
        var inventory = Inventory;
        await Store.CheckAsync(Token);

        Assert.Empty(await ListObjectsAsync(inventory));
    }

    [Fact]
    public async Task ListObjectsAsync_lists_each_blob_once_with_its_key_and_length()
    {
        var inventory = Inventory;
        var expected = new Dictionary<BlobKey, long>();
        for (var length = 0; length < 12; length++)
            expected.Add(await PublishAsync(NewBytes(length), NewKey($"tenant-{length % 3}")), length);

        var listed = await ListObjectsAsync(inventory);

        Assert.Equal(expected, listed.ToDictionary(stored => stored.Key!.Value, stored => stored.Length));
        Assert.Equal(listed.Count, listed.Select(stored => stored.Name).Distinct().Count());
    }

    [Fact]
    public async Task ListObjectsAsync_tells_hostile_tenants_apart()
    {
        var inventory = Inventory;
        var keys = new HashSet<BlobKey>();
        foreach (var tenant in HostileTenants)
            keys.Add(await PublishAsync(NewBytes(1), NewKey(tenant)));

        var listed = await ListObjectsAsync(inventory);

        Assert.Equal(keys, listed.Select(stored => stored.Key!.Value).ToHashSet());
    }

    [Fact]
    public async Task ListObjectsAsync_goes_on_after_any_name_in_the_same_order()
    {
        var inventory = Inventory;
        foreach (var tenant in HostileTenants)
            await PublishAsync(NewBytes(1), NewKey(tenant));

        var all = await ListObjectsAsync(inventory);

        for (var i = 0; i < all.Count; i++)
            Assert.Equal(all.Skip(i + 1), await ListObjectsAsync(inventory, all[i].Name));
    }

    [Fact]
    public async Task ListObjectsAsync_goes_on_after_a_blob_that_was_deleted_since()
    {
        var inventory = Inventory;
        for (var i = 0; i < 5; i++)
            await PublishAsync(NewBytes(1));
        var all = await ListObjectsAsync(inventory);

        await Store.DeleteAsync(all[2].Key!.Value, Token);

        Assert.Equal(all.Skip(3), await ListObjectsAsync(inventory, all[2].Name));
    }

    [Fact]
    public async Task ListObjectsAsync_lists_neither_stagings_nor_what_was_deleted()
    {
        var inventory = Inventory;
        var deleted = await PublishAsync(NewBytes(10));
        await Store.DeleteAsync(deleted, Token);
        await AbandonStagingAsync(NewKey(), NewBytes(6 * MiB));
        await using var live = await Store.BeginWriteAsync(NewKey(), null, Token);
        await live.WriteAsync(NewBytes(6 * MiB), Token);

        Assert.Empty(await ListObjectsAsync(inventory));
    }

    [Fact]
    public async Task ListObjectsAsync_may_be_left_early()
    {
        var inventory = Inventory;
        await PublishAsync(NewBytes(1));
        await PublishAsync(NewBytes(1));

        await foreach (var stored in inventory.ListObjectsAsync(null, Token))
        {
            Assert.NotNull(stored.Key);
            break;
        }

        Assert.Equal(2, (await ListObjectsAsync(inventory)).Count);
    }

    [Fact]
    public async Task ListObjectsAsync_is_cancelled_by_its_token()
    {
        var inventory = Inventory;
        await PublishAsync(NewBytes(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var stored in inventory.ListObjectsAsync(null, new CancellationToken(canceled: true)))
                Assert.Fail($"{stored.Name} was listed.");
        });
    }

    [Fact]
    public async Task ListStagingsAsync_lists_an_abandoned_staging_with_its_key_and_age()
    {
        var inventory = Inventory;
        var key = NewKey("A");
        var age = await AbandonStagingAsync(key, NewBytes(6 * MiB));

        var staging = Assert.Single(await ListStagingsAsync(inventory));

        Assert.Equal(key, staging.Key);
        Assert.InRange(staging.UntouchedFor, age, age + TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task ListStagingsAsync_lists_nothing_of_what_was_published_or_deleted()
    {
        var inventory = Inventory;
        await PublishAsync(NewBytes(6 * MiB));
        var abandoned = NewKey();
        await AbandonStagingAsync(abandoned, NewBytes(6 * MiB));
        await Store.DeleteAsync(abandoned, Token);

        Assert.Empty(await ListStagingsAsync(inventory));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6 * MiB)]
    public async Task FindLengthAsync_gives_the_length_of_what_is_published_and_null_once_it_is_deleted(int length)
    {
        var inventory = Inventory;
        var key = await PublishAsync(NewBytes(length));

        Assert.Equal(length, await inventory.FindLengthAsync(key, Token));

        await Store.DeleteAsync(key, Token);
        Assert.Null(await inventory.FindLengthAsync(key, Token));
    }

    [Fact]
    public async Task FindLengthAsync_gives_null_for_a_staging_and_for_another_tenants_blob()
    {
        var inventory = Inventory;
        var blob = await PublishAsync(NewBytes(10), NewKey("one"));
        await using var live = await Store.BeginWriteAsync(NewKey(), null, Token);
        await live.WriteAsync(NewBytes(6 * MiB), Token);

        Assert.Null(await inventory.FindLengthAsync(live.Key, Token));
        Assert.Null(await inventory.FindLengthAsync(NewKey("two") with { Blob = blob.Blob }, Token));
    }

    private static async Task<List<StoredObject>> ListObjectsAsync(IBlobInventory inventory, string? after = null)
    {
        var listed = new List<StoredObject>();
        await foreach (var stored in inventory.ListObjectsAsync(after, Token))
            listed.Add(stored);

        return listed;
    }

    private static async Task<List<StoredStaging>> ListStagingsAsync(IBlobInventory inventory)
    {
        var listed = new List<StoredStaging>();
        await foreach (var staging in inventory.ListStagingsAsync(Token))
            listed.Add(staging);

        return listed;
    }
}
