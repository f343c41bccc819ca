using Xunit;

namespace Attachments.Storage.S3;

public sealed class PartTests : IAsyncLifetime
{
    private readonly TestBucket bucket = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => bucket.DisposeAsync();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(Blobs.PartSize - 1, 0)]
    [InlineData(Blobs.PartSize, 0)]
    [InlineData(Blobs.PartSize + 1, 2)]
    [InlineData((3 * Blobs.PartSize) + 1, 4)]
    public async Task Bytes_are_right_on_both_sides_of_a_parts_edge_and_only_what_is_longer_than_one_goes_in_parts(int length, int parts)
    {
        await using var proxy = new FaultyProxy(TestBucket.ServiceUrl);
        var store = bucket.Store(("PartSize", $"{Blobs.PartSize}"), ("ServiceUrl", proxy.Address));
        var bytes = Blobs.NewBytes(length);

        var key = await store.PublishAsync(bytes);

        Assert.Equal(parts, proxy.CountOf("PUT partNumber"));
        Assert.Equal(parts == 0 ? 1 : 0, proxy.CountOf("PUT") - proxy.CountOf("PUT partNumber"));
        await store.AssertHoldsAsync(key, bytes);
        Assert.Empty(await bucket.ListUploadsAsync());
    }

    [Theory]
    [InlineData(S3Profile.Ceph, "8388608")]
    [InlineData(S3Profile.MinIO, "8388608")]
    [InlineData(S3Profile.R2, "5242880")]
    [InlineData(S3Profile.Generic, "6000000")]
    public async Task Every_profile_that_puts_the_bucket_into_the_path_stores_and_reads(S3Profile profile, string partSize)
    {
        var store = bucket.Store(("Profile", $"{profile}"), ("Region", "us-east-1"), ("PartSize", partSize));
        var bytes = Blobs.NewBytes((2 * Blobs.PartSize) + 12_345);

        await store.AssertHoldsAsync(await store.PublishAsync(bytes), bytes);
        await store.CheckAsync(Token);
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_commit_of_what_fits_one_part()
    {
        await using var proxy = new FaultyProxy(TestBucket.ServiceUrl);
        var store = bucket.Store(("PartSize", $"{Blobs.PartSize}"), ("ServiceUrl", proxy.Address));

        await using (var writer = await store.BeginWriteAsync(Blobs.NewKey(), Blobs.PartSize, Token))
            await writer.WriteAsync(Blobs.NewBytes(Blobs.PartSize), Token);

        Assert.Empty(proxy.Requests);
    }

    // The upload in parts is begun by the client's word for the length.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_that_was_begun_for_a_file_that_turned_out_short_is_not_left(bool commits)
    {
        await using var proxy = new FaultyProxy(TestBucket.ServiceUrl);
        var store = bucket.Store(("PartSize", $"{Blobs.PartSize}"), ("ServiceUrl", proxy.Address));
        var bytes = Blobs.NewBytes(1_000);
        var key = Blobs.NewKey();

        await using (var writer = await store.BeginWriteAsync(key, 3 * Blobs.PartSize, Token))
        {
            await writer.WriteAsync(bytes, Token);
            if (commits)
                await writer.CommitAsync(Token);
        }

        Assert.Equal(1, proxy.CountOf("POST uploads"));
        Assert.Empty(await bucket.ListUploadsAsync());
        Assert.Equal(commits ? bytes : null, await store.ReadAsync(key, 0, bytes.Length));
    }

    [Fact]
    public async Task Uploads_without_shared_memory_go_on_one_part_at_a_time()
    {
        var store = bucket.Store(("PartSize", $"{Blobs.PartSize}"), ("SharedBuffer", "0"));
        var bytes = Blobs.NewBytes((4 * Blobs.PartSize) + 1);

        var keys = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.PublishAsync(bytes)));

        foreach (var key in keys)
            await store.AssertHoldsAsync(key, bytes);
    }

    [Fact]
    public async Task Blob_is_never_overwritten()
    {
        var bytes = Blobs.NewBytes(1_000);
        var store = bucket.Store();
        var key = await store.PublishAsync(bytes);

        await using var writer = await store.BeginWriteAsync(key, null, Token);
        await writer.WriteAsync(Blobs.NewBytes(999), Token);

        await Assert.ThrowsAsync<BlobStoreException>(() => writer.CommitAsync(Token).AsTask());
        await store.AssertHoldsAsync(key, bytes);
    }
}
