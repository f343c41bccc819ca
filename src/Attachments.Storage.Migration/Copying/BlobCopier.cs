using System.Security.Cryptography;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Scanning;

namespace Attachments.Storage.Migration.Copying;

/// <summary>Copies one blob.</summary>
/// <remarks>
/// A blob that is deleted while it is copied must leave nothing behind. A delete first takes the row away, then kills the key's staging, then removes
/// what is published. So the staging is begun before the row is read: a delete that the read does not see has yet to kill the staging, and the commit fails.
/// A store that only learns of a staging when it is committed (one request of S3) cannot kill it from another process: the row is therefore read again
/// after the commit, and the keys that are about to be copied stand in the checkpoint, for a copier that is killed between the two.
/// </remarks>
internal sealed class BlobCopier(IConsistencyRepository rows, IBlobStore from, IBlobStore to, IBlobInventory present, CopyRun run, TimeProvider clock)
{
    private const int MaxAttempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async ValueTask<CopyOutcome> CopyAsync(BlobRecord blob, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await TryCopyAsync(blob, cancellationToken).ConfigureAwait(false);
                return attempt > 1 && outcome == CopyOutcome.Present && !run.Copy.DryRun ? await KeepIfWantedAsync(blob.Key, cancellationToken).ConfigureAwait(false) : outcome;
            }
            catch (BlobStoreException exception) when (!exception.IsFull)
            {
                if (attempt < MaxAttempts)
                {
                    await Task.Delay(Pause * attempt, clock, cancellationToken).ConfigureAwait(false);
                    continue;
                }
            }

            // A store that is down would make a failure of every blob: it throws here, and the copying ends.
            await from.CheckAsync(cancellationToken).ConfigureAwait(false);
            await to.CheckAsync(cancellationToken).ConfigureAwait(false);
            return CopyOutcome.Failed(StoreCopyFailureKind.Refused);
        }
    }

    /// <summary>Clears what a copier that was killed may have left of a blob that it was about to copy.</summary>
    public async ValueTask ClearAsync(BlobKey key, CancellationToken cancellationToken)
    {
        var isWhole = await present.FindLengthAsync(key, cancellationToken).ConfigureAwait(false) is not null;
        if (!isWhole || !await HasBytesAsync(key, cancellationToken).ConfigureAwait(false))
            await to.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<CopyOutcome> TryCopyAsync(BlobRecord blob, CancellationToken cancellationToken)
    {
        if (blob.Content == BlobContentState.Removed)
            return CopyOutcome.Gone;

        var length = await present.FindLengthAsync(blob.Key, cancellationToken).ConfigureAwait(false);
        if (length == blob.Length)
            return CopyOutcome.Present;

        if (length is not null)
            return await UnlessGoneAsync(blob, StoreCopyFailureKind.OtherBytesPresent, cancellationToken).ConfigureAwait(false);

        return run.Copy.DryRun ? CopyOutcome.Copied : await WriteAsync(blob, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<CopyOutcome> WriteAsync(BlobRecord blob, CancellationToken cancellationToken)
    {
        var writer = await to.BeginWriteAsync(blob.Key, blob.Length, cancellationToken).ConfigureAwait(false);
        await using var staging = writer.ConfigureAwait(false);

        if (!await HasBytesAsync(blob.Key, cancellationToken).ConfigureAwait(false))
            return CopyOutcome.Gone;

        if (await TransferAsync(blob, writer, cancellationToken).ConfigureAwait(false) is { } failure)
            return await UnlessGoneAsync(blob, failure, cancellationToken).ConfigureAwait(false);

        await writer.CommitAsync(cancellationToken).ConfigureAwait(false);
        if (await HasBytesAsync(blob.Key, cancellationToken).ConfigureAwait(false))
            return CopyOutcome.Copied;

        await to.DeleteAsync(blob.Key, cancellationToken).ConfigureAwait(false);
        return CopyOutcome.Gone;
    }

    // It may be what the attempt before has copied and then, its blob having been deleted meanwhile, failed to take back.
    private async ValueTask<CopyOutcome> KeepIfWantedAsync(BlobKey key, CancellationToken cancellationToken)
    {
        if (await HasBytesAsync(key, cancellationToken).ConfigureAwait(false))
            return CopyOutcome.Present;

        await to.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        return CopyOutcome.Gone;
    }

    private async ValueTask<StoreCopyFailureKind?> TransferAsync(BlobRecord blob, BlobWriter writer, CancellationToken cancellationToken)
    {
        if (from is IBlobInventory inventory
            && await inventory.FindLengthAsync(blob.Key, cancellationToken).ConfigureAwait(false) is { } length && length != blob.Length)
        {
            return StoreCopyFailureKind.DamagedBytes;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (blob.Length > 0 && !await TransferAsync(blob, writer, hash, cancellationToken).ConfigureAwait(false))
            return StoreCopyFailureKind.MissingBytes;

        return new ContentDigest(hash.GetHashAndReset()) == blob.Digest ? null : StoreCopyFailureKind.DamagedBytes;
    }

    private async ValueTask<bool> TransferAsync(BlobRecord blob, BlobWriter writer, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var reader = await from.OpenReadAsync(blob.Key, 0, blob.Length, cancellationToken).ConfigureAwait(false);
        if (reader is null)
            return false;

        await using var reading = reader.ConfigureAwait(false);
        await reader.ReadBlocksAsync(
            async (block, token) =>
            {
                hash.AppendData(block.Span);
                await writer.WriteAsync(block, token).ConfigureAwait(false);
                await run.PassAsync(block.Length, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<CopyOutcome> UnlessGoneAsync(BlobRecord blob, StoreCopyFailureKind failure, CancellationToken cancellationToken) =>
        await HasBytesAsync(blob.Key, cancellationToken).ConfigureAwait(false) ? CopyOutcome.Failed(failure) : CopyOutcome.Gone;

    private async ValueTask<bool> HasBytesAsync(BlobKey key, CancellationToken cancellationToken)
    {
        var found = await rows.FindKeysAsync([key], cancellationToken).ConfigureAwait(false);
        return found[0].Blob is { Content: not BlobContentState.Removed };
    }
}
