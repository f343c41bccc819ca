using System.Security.Cryptography;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Storage;

namespace Attachments.Consistency;

/// <summary>Holds one blob's bytes against its row.</summary>
internal sealed class BlobVerifier(IBlobStore store, IBlobInventory inventory, CheckRun run)
{
    /// <summary>Looks at a blob whose bytes should be there.</summary>
    /// <returns>What seems wrong. The row is a moment old: whoever is told asks it again.</returns>
    public async ValueTask<ConsistencyFinding?> LookAsync(BlobRecord blob, CancellationToken cancellationToken)
    {
        long? length = null;
        var isAnswered = await store.TryAsync(async () => length = await inventory.FindLengthAsync(blob.Key, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        if (!isAnswered)
            return Finding(ConsistencyFindingKind.Unreadable, blob, null);

        if (length is null)
            return Finding(ConsistencyFindingKind.MissingBytes, blob, null);

        if (length != blob.Length)
            return Finding(ConsistencyFindingKind.WrongLength, blob, length);

        if (!run.Check.VerifyDigests)
            return null;

        return await VerifyAsync(blob, cancellationToken).ConfigureAwait(false) is { } kind ? Finding(kind, blob, length) : null;
    }

    private static ConsistencyFinding Finding(ConsistencyFindingKind kind, BlobRecord blob, long? length) =>
        new(kind) { Key = blob.Key, ExpectedLength = blob.Length, ActualLength = length };

    private async ValueTask<ConsistencyFindingKind?> VerifyAsync(BlobRecord blob, CancellationToken cancellationToken)
    {
        ConsistencyFindingKind? kind = null;
        var isRead = await store.TryAsync(async () => kind = await CompareAsync(blob, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return isRead ? kind : ConsistencyFindingKind.Unreadable;
    }

    private async ValueTask<ConsistencyFindingKind?> CompareAsync(BlobRecord blob, CancellationToken cancellationToken)
    {
        if (blob.Length == 0)
            return blob.Digest == ContentDigest.Of([]) ? null : ConsistencyFindingKind.WrongDigest;

        var reader = await store.OpenReadAsync(blob.Key, 0, blob.Length, cancellationToken).ConfigureAwait(false);
        if (reader is null)
            return ConsistencyFindingKind.MissingBytes;

        await using var reading = reader.ConfigureAwait(false);
        return await HashAsync(reader, cancellationToken).ConfigureAwait(false) == blob.Digest ? null : ConsistencyFindingKind.WrongDigest;
    }

    private async ValueTask<ContentDigest> HashAsync(BlobReader reader, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await reader.ReadBlocksAsync(
            async (block, token) =>
            {
                hash.AppendData(block.Span);
                await run.PassAsync(block.Length, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return new ContentDigest(hash.GetHashAndReset());
    }
}
