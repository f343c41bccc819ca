using System.IO.Pipelines;
using Attachments.Access;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Storage;

/// <summary>Proves that an <see cref="IBlobStore"/> keeps what its documentation promises.</summary>
/// <remarks>
/// Derive a class in a test project that references <c>xunit.v3</c>, and give it a fresh store. xunit makes one instance of the class for each fact,
/// and so one store; facts of one class run one after the other, so two stores are never used at once unless the class itself does so.
/// </remarks>
public abstract partial class BlobStoreConformanceTests : IAsyncLifetime
{
    // Far above what any fact takes: it only turns a hang into a failure.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private IBlobStore? store;

    /// <summary>Gets the store under test.</summary>
    protected IBlobStore Store => store ?? throw new InvalidOperationException("The store is made when a fact starts.");

    /// <summary>Gets whether the store knows which stagings a live writer still holds.</summary>
    /// <value>The default is true. Where it is false the fact that needs it is skipped.</value>
    protected virtual bool TellsLiveWriters => true;

    /// <summary>Gets whether the store is an <see cref="IBlobInventory"/>, which a consistency check and a migration need.</summary>
    /// <value>The default is true. Where it is false the facts about listing are skipped.</value>
    protected virtual bool ListsBlobs => true;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes the store of one fact: empty, and sharing no bytes and no stagings with any other.</summary>
    /// <returns>The store.</returns>
    protected abstract ValueTask<IBlobStore> CreateStoreAsync();

    /// <summary>Leaves a staging behind in <see cref="Store"/>, as a process that was killed while it wrote would.</summary>
    /// <param name="key">The key, used for nothing else.</param>
    /// <param name="bytes">What the process had written.</param>
    /// <returns>How long ago, at least, the staging was last touched as the store sees it; more than zero.</returns>
    /// <remarks>Where a store's clock cannot be moved, wait until it has gone on a little and return that.</remarks>
    protected abstract ValueTask<TimeSpan> AbandonStagingAsync(BlobKey key, ReadOnlyMemory<byte> bytes);

    /// <summary>Makes the store. An override calls the base.</summary>
    public virtual async ValueTask InitializeAsync() => store = await CreateStoreAsync();

    /// <summary>Frees what <see cref="CreateStoreAsync"/> took, and the store itself where it is disposable. An override calls the base.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);

        if (store is IAsyncDisposable asyncDisposable)
            await asyncDisposable.DisposeAsync();
        else if (store is IDisposable disposable)
            disposable.Dispose();
    }

    [Fact]
    public async Task CheckAsync_succeeds_on_a_working_store_and_leaves_nothing_behind()
    {
        await Store.CheckAsync(Token);

        Assert.Equal(0, await Store.DropStagingsAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task CheckAsync_is_cancelled_by_its_token() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CheckAsync(new CancellationToken(canceled: true)).AsTask());

    private static BlobKey NewKey(string tenant = "tenant") => new(TenantId.Parse(tenant), new BlobId(Guid.CreateVersion7()));

    // Bytes that differ at every place, so that a shifted range never looks right. A few seeds are enough to tell blobs apart.
    private static byte[] NewBytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
#pragma warning disable CA5394 // Not a secret: the bytes only have to be the same in every run.
        new Random(seed).NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }

    private async Task<BlobKey> PublishAsync(byte[] bytes, BlobKey? key = null)
    {
        var published = key ?? NewKey();
        await using var writer = await Store.BeginWriteAsync(published, bytes.Length, Token);
        await writer.WriteAsync(bytes, Token);
        await writer.CommitAsync(Token);
        return published;
    }

    private async Task<byte[]?> ReadAsync(BlobKey key, long offset, long count)
    {
        await using var reader = await Store.OpenReadAsync(key, offset, count, Token);
        if (reader is null)
            return null;

        var pipe = new Pipe();
        var copying = CopyAndCompleteAsync(reader, pipe.Writer);
        var bytes = await DrainAsync(pipe.Reader);
        await copying;
        return bytes;
    }

    private static async Task CopyAndCompleteAsync(BlobReader reader, PipeWriter destination)
    {
        try
        {
            await reader.CopyToAsync(destination, Token);
        }
        finally
        {
            // Completed without the exception, which the copy's own task carries.
            await destination.CompleteAsync();
        }
    }

    private static async Task<byte[]> DrainAsync(PipeReader source)
    {
        using var bytes = new MemoryStream();
        await source.CopyToAsync(bytes, Token);
        await source.CompleteAsync();
        return bytes.ToArray();
    }

    private Task AssertHoldsAsync(BlobKey key, byte[] bytes) => AssertHoldsRangeAsync(key, bytes, 0, bytes.Length);

    // Not Assert.Equal, whose message for megabytes that differ helps nobody.
    private async Task AssertHoldsRangeAsync(BlobKey key, byte[] bytes, int offset, int count)
    {
        var read = await ReadAsync(key, offset, count);

        Assert.NotNull(read);
        Assert.Equal(count, read.Length);
        Assert.True(bytes.AsSpan(offset, count).SequenceEqual(read), $"Bytes {offset} to {offset + count} are not those that were written.");
    }

    private async Task AssertMissingAsync(BlobKey key)
    {
        await using var reader = await Store.OpenReadAsync(key, 0, 1, Token);
        Assert.Null(reader);
    }
}
