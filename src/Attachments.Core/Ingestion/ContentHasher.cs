using System.Security.Cryptography;
using Attachments.Content;

namespace Attachments.Ingestion;

/// <summary>Hashes blocks in their order, on this thread or beside it.</summary>
internal sealed class ContentHasher : IAsyncDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Task behind = Task.CompletedTask;

    /// <summary>Hashes a block before it returns.</summary>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> block)
    {
        await behind.ConfigureAwait(false);
        hash.AppendData(block.Span);
    }

    /// <summary>Begins to hash a block on another thread. The block must stay as it is until <see cref="CatchUpAsync"/>, or the next block, has returned.</summary>
    public async ValueTask AppendBesideAsync(ReadOnlyMemory<byte> block)
    {
        await behind.ConfigureAwait(false);
        behind = Task.Run(() => hash.AppendData(block.Span));
    }

    /// <summary>Waits until every block is hashed.</summary>
    public Task CatchUpAsync() => behind;

    public ContentDigest Finish()
    {
        Span<byte> digest = stackalloc byte[ContentDigest.Size];
        hash.GetHashAndReset(digest);
        return new ContentDigest(digest);
    }

    /// <summary>Waits for a block that is still being hashed, so that nothing touches it, or the hash, afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        await behind.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        hash.Dispose();
    }
}
