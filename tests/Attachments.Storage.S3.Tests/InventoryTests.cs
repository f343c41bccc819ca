using Attachments.Access;
using Xunit;

namespace Attachments.Storage.S3;

public sealed class InventoryTests : IAsyncLifetime
{
    private readonly TestBucket bucket = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => bucket.DisposeAsync();

    [Fact]
    public async Task Objects_are_listed_once_with_their_keys_and_lengths_and_a_listing_goes_on_where_one_ended()
    {
        var store = bucket.Store();
        var inventory = (IBlobInventory)store;
        var published = new Dictionary<BlobKey, long>();
        for (var length = 1; length <= 5; length++)
            published.Add(await store.PublishAsync(Blobs.NewBytes(length)), length);
        await bucket.Raw.PutObjectAsync(
            new() { BucketName = TestBucket.Name, Key = $"{bucket.Prefix}somebody/elses.txt", ContentBody = "x", UseChunkEncoding = false }, Token);
        await store.CheckAsync(Token);

        var all = await inventory.ListObjectsAsync(null, Token).ToListAsync(Token);
        var rest = await inventory.ListObjectsAsync(all[2].Name, Token).ToListAsync(Token);

        Assert.Equal(published, all.Where(stored => stored.Key is not null).ToDictionary(stored => stored.Key!.Value, stored => stored.Length));
        Assert.Equal("somebody/elses.txt", Assert.Single(all, stored => stored.Key is null).Name);
        Assert.Equal(all.Skip(3), rest);
    }

    [Fact]
    public async Task Listing_goes_over_more_than_one_page()
    {
        var store = bucket.Store();
        var keys = await Task.WhenAll(Enumerable.Range(0, 1_005).Select(_ => store.PublishAsync([1])));

        var listed = await ((IBlobInventory)store).ListObjectsAsync(null, Token).Select(stored => stored.Key!.Value).ToHashSetAsync(cancellationToken: Token);

        Assert.True(listed.SetEquals(keys));
        await Task.WhenAll(keys.Select(key => store.DeleteAsync(key, Token).AsTask()));
    }

    [Fact]
    public async Task Listing_that_stalls_in_the_middle_of_a_page_is_asked_for_again()
    {
        await using var proxy = new FaultyProxy(TestBucket.ServiceUrl);
        var store = bucket.Store(("ServiceUrl", proxy.Address), ("IdleTimeout", "00:00:01"));
        var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.PublishAsync([1])));
        proxy.StallAnswer("GET list-type", afterBytes: 2_000);

        var listed = await ((IBlobInventory)store).ListObjectsAsync(null, Token).CountAsync(Token);

        Assert.Equal(keys.Length, listed);
    }

    [Fact]
    public async Task Staging_is_listed_with_its_key()
    {
        var store = bucket.Store(("PartSize", $"{Blobs.PartSize}"));
        await using var writer = await store.BeginWriteAsync(new BlobKey(TenantId.Parse("a@b"), Blobs.NewKey().Blob), null, Token);
        await writer.WriteAsync(Blobs.NewBytes(Blobs.PartSize + 1), Token);

        var staging = Assert.Single(await ((IBlobInventory)store).ListStagingsAsync(Token).ToListAsync(Token));

        Assert.Equal(writer.Key, staging.Key);
        Assert.InRange(staging.UntouchedFor, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Length_is_found_of_what_is_published_and_of_nothing_else()
    {
        var store = bucket.Store();
        var key = await store.PublishAsync(Blobs.NewBytes(1_234));

        Assert.Equal(1_234, await ((IBlobInventory)store).FindLengthAsync(key, Token));
        Assert.Null(await ((IBlobInventory)store).FindLengthAsync(Blobs.NewKey(), Token));
    }
}
