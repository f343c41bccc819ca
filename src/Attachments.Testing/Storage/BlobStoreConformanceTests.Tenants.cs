using Attachments.Access;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Storage;

public abstract partial class BlobStoreConformanceTests
{
    // Every one is a valid tenant id, and hostile to a path, to a case-insensitive file system, to Windows, to a separator or to an escape.
    private static readonly string[] HostileTenants =
    [
        ".", "..", "...", "a", "A", "a.b", "a-b", "a_b", "a+b", "a:b", "a@b", ".a", "a.", "-", "--help", "-rf", "CON", "con", "Con", "nul", "com1", "AUX.txt",
        "41", "_41", "C:", "staging", "blobs", new(':', 64), new('@', 64), new('A', 64), new('a', 64), new('.', 64), new('.', 63),
    ];

    [Fact]
    public async Task Tenants_stay_apart_even_where_the_blob_ids_are_the_same()
    {
        var blob = NewKey().Blob;
        var keys = Array.ConvertAll(HostileTenants, tenant => new BlobKey(TenantId.Parse(tenant), blob));

        for (var i = 0; i < keys.Length; i++)
            await PublishAsync(NewBytes(100, seed: i), keys[i]);

        for (var i = 0; i < keys.Length; i++)
            await AssertHoldsAsync(keys[i], NewBytes(100, seed: i));

        for (var i = 0; i < keys.Length; i++)
        {
            await Store.DeleteAsync(keys[i], Token);
            await AssertMissingAsync(keys[i]);
            if (i + 1 < keys.Length)
                await AssertHoldsAsync(keys[i + 1], NewBytes(100, seed: i + 1));
        }
    }

    [Fact]
    public async Task Stagings_of_tenants_stay_apart_even_where_the_blob_ids_are_the_same()
    {
        var blob = NewKey().Blob;
        var writers = new List<BlobWriter>();
        foreach (var tenant in HostileTenants)
            writers.Add(await Store.BeginWriteAsync(new BlobKey(TenantId.Parse(tenant), blob), null, Token));

        for (var i = 0; i < writers.Count; i++)
            await writers[i].WriteAsync(NewBytes(100, seed: i), Token);
        await Store.DeleteAsync(writers[0].Key, Token);
        foreach (var writer in writers.Skip(1))
            await writer.CommitAsync(Token);

        await Assert.ThrowsAnyAsync<BlobStoreException>(() => writers[0].CommitAsync(Token).AsTask());
        for (var i = 1; i < writers.Count; i++)
            await AssertHoldsAsync(writers[i].Key, NewBytes(100, seed: i));

        foreach (var writer in writers)
            await writer.DisposeAsync();
    }

    [Fact]
    public async Task Many_writers_readers_and_deletes_run_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => LiveAndDieAsync(i), Token)));

        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));
    }

    private async Task LiveAndDieAsync(int seed)
    {
        var bytes = NewBytes(50_000 + (seed * 10_000), seed);
        var key = await PublishAsync(bytes, NewKey(HostileTenants[seed % 4]));
        await using (var aborted = await Store.BeginWriteAsync(NewKey(), null, Token))
            await aborted.WriteAsync(bytes, Token);

        await AssertHoldsAsync(key, bytes);
        await Store.DeleteAsync(key, Token);
        await AssertMissingAsync(key);
    }
}
