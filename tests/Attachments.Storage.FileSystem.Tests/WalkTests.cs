using Xunit;

namespace Attachments.Storage.FileSystem;

public sealed class WalkTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly FileSystemBlobStore store;

    public WalkTests() => store = Stores.At(directory.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_is_no_blob_by_its_whole_path_is_listed_without_a_key()
    {
        var key = await store.PublishAsync([1, 2]);
        var id = key.Blob.ToString();
        string[] foreign =
        [
            "readme.txt",
            "blobs/lost+found",
            $"blobs/{id}",
            $"blobs/t-tenant/{id}",
            $"blobs/t-tenant/zz/{id}",
            $"blobs/t-tenant/{id[^2..]}/{id.ToUpperInvariant()}",
            $"blobs/t-tenant/{id[^2..]}/{id}.bak",
            $"blobs/t-tenant/{id[^2..]}/{id[^2..]}/{id}",
            $"blobs/t-Tenant/{id[^2..]}/{id}",
            $"blobs/t-%74enant/{id[^2..]}/{id}",
            $"blobs/t-%2/{id[^2..]}/{id}",
            $"blobs/tenant/{id[^2..]}/{id}",
        ];
        foreach (var path in foreign)
            await WriteAsync(path);

        var listed = await ListAsync();

        Assert.Equal(foreign.Order(StringComparer.Ordinal), listed.Where(stored => stored.Key is null).Select(stored => stored.Name).Order(StringComparer.Ordinal));
        Assert.Equal(new StoredObject($"blobs/t-tenant/{id[^2..]}/{id}", key, 2), Assert.Single(listed, stored => stored.Key is not null));
    }

    // A host that is not root cannot read it, which would end the walk.
    [Fact]
    public async Task What_the_file_system_keeps_in_a_volumes_root_is_not_listed()
    {
        var key = await store.PublishAsync([1, 2]);
        Directory.CreateDirectory(Path.Combine(directory.Path, "lost+found"));
        await WriteAsync("lost+found/#12");

        Assert.Equal(key, Assert.Single(await ListAsync()).Key);
    }

    // Whoever is told "missing" is advised to delete the attachment.
    [Fact]
    public async Task What_cannot_be_looked_up_is_not_missing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        var key = await store.PublishAsync([1, 2]);
        var tenant = Path.Combine(directory.Path, "blobs", "t-tenant");
        Directory.Delete(tenant, recursive: true);
        Directory.CreateSymbolicLink(tenant, tenant);

        await Assert.ThrowsAsync<BlobStoreException>(() => store.FindLengthAsync(key, Token).AsTask());
    }

    [Fact]
    public async Task A_link_is_listed_and_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        var key = await store.PublishAsync([1, 2]);
        Directory.CreateSymbolicLink(Path.Combine(directory.Path, "blobs", "t-other"), Path.Combine(directory.Path, "blobs", "t-tenant"));
        File.CreateSymbolicLink(Path.Combine(directory.Path, "dangling"), "nowhere");

        var listed = await ListAsync();

        Assert.Equal(["blobs/t-other", "dangling"], listed.Where(stored => stored.Key is null).Select(stored => stored.Name));
        Assert.Equal(key, Assert.Single(listed, stored => stored.Key is not null).Key);
    }

    [Fact]
    public async Task A_volume_that_went_away_is_an_error_and_never_an_empty_store()
    {
        var key = await store.PublishAsync([1, 2]);
        Directory.Move(directory.Path, directory.Path + "-away");

        try
        {
            await Assert.ThrowsAsync<BlobStoreException>(ListAsync);
            await Assert.ThrowsAsync<BlobStoreException>(() => store.FindLengthAsync(key, Token).AsTask());
        }
        finally
        {
            Directory.Move(directory.Path + "-away", directory.Path);
        }
    }

    [Fact]
    public async Task A_volume_that_goes_away_in_mid_listing_is_an_error()
    {
        await store.PublishAsync([1]);
        await store.PublishAsync([2]);
        var listing = store.ListObjectsAsync(null, Token).GetAsyncEnumerator(Token);
        Assert.True(await listing.MoveNextAsync());
        Directory.Move(directory.Path, directory.Path + "-away");

        try
        {
            await Assert.ThrowsAsync<BlobStoreException>(async () =>
            {
                while (await listing.MoveNextAsync())
                {
                }
            });
        }
        finally
        {
            await listing.DisposeAsync();
            Directory.Move(directory.Path + "-away", directory.Path);
        }
    }

    [Fact]
    public async Task What_a_foreign_file_among_the_stagings_is_to_become_is_not_known()
    {
        await store.CheckAsync(Token);
        await WriteAsync("staging/readme.txt");
        await WriteAsync("staging/probe-0123");

        var staging = Assert.Single(await StagingsAsync());

        Assert.Equal("readme.txt", staging.Name);
        Assert.Null(staging.Key);
    }

    private async Task WriteAsync(string path)
    {
        var full = Path.Combine(directory.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        await File.WriteAllTextAsync(full, "x", Token);
    }

    private async Task<List<StoredObject>> ListAsync()
    {
        var listed = new List<StoredObject>();
        await foreach (var stored in store.ListObjectsAsync(null, Token))
            listed.Add(stored);

        return listed;
    }

    private async Task<List<StoredStaging>> StagingsAsync()
    {
        var listed = new List<StoredStaging>();
        await foreach (var staging in store.ListStagingsAsync(Token))
            listed.Add(staging);

        return listed;
    }
}
