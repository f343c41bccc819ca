using Amazon.S3.Model;

namespace Attachments.Storage.S3.Uploads;

/// <summary>One multipart upload: parts go out side by side, and in the end all of it is published or nothing is left.</summary>
internal sealed class MultipartUpload(UploadContext context, string objectKey, string id) : IDisposable
{
    // An abort while a part is still arriving may leave that part, says the protocol, so it is looked at again.
    private const int MostAborts = 5;

    private readonly CancellationTokenSource ending = new();
    private readonly List<Task> underWay = [];
    private readonly List<PartETag> stored = [];
    private int parts;
    private bool interrupted;

    /// <summary>Sends a part, and returns when the next one may be gathered.</summary>
    public async Task SendAsync(PartBuffer part, CancellationToken cancellationToken)
    {
        if (++parts > PartSizes.MostParts)
            throw new BlobStoreException($"The S3 store cannot store a file in more than {PartSizes.MostParts} parts; a larger PartSize allows for longer files.");

        while (underWay.Count >= context.ParallelParts)
            await SettleOneAsync(cancellationToken).ConfigureAwait(false);
        await SettleEndedAsync().ConfigureAwait(false);

        var length = part.Length;
        var isShared = context.Memory.TryTake(length);
        var sending = SendPartAsync(parts, part, isShared ? length : 0);
        underWay.Add(sending);

        // Without a share of the memory this is the upload's only part, and the next one waits for it.
        if (!isShared)
            await sending.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends the last part and publishes all of them.</summary>
    public async Task CompleteAsync(PartBuffer last, CancellationToken cancellationToken)
    {
        await SendAsync(last, cancellationToken).ConfigureAwait(false);
        while (underWay.Count > 0)
            await SettleOneAsync(cancellationToken).ConfigureAwait(false);

        stored.Sort((left, right) => Nullable.Compare(left.PartNumber, right.PartNumber));
        await context.Requests.CompleteUploadAsync(objectKey, id, stored, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops what is under way and discards all parts.</summary>
    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        await ending.CancelAsync().ConfigureAwait(false);
        while (underWay.Count > 0)
            await EndOneAsync(cancellationToken).ConfigureAwait(false);

        for (var attempt = 0; attempt < MostAborts; attempt++)
        {
            await context.Requests.AbortUploadAsync(objectKey, id, cancellationToken).ConfigureAwait(false);
            if (!interrupted || await context.Requests.FindNewestPartAsync(objectKey, id, cancellationToken).ConfigureAwait(false) is null)
                return;
        }

        throw new BlobStoreException("An upload is still there after it was aborted.");
    }

    public void Dispose() => ending.Dispose();

    private async Task SendPartAsync(int number, PartBuffer part, long share)
    {
        try
        {
            // The whole part is hashed before its first byte goes out: beside the gathering of the next one, and not before it.
            var tag = await Task.Run(() => context.Requests.SendPartAsync(objectKey, id, number, part, ending.Token)).ConfigureAwait(false);
            lock (stored)
                stored.Add(tag);
            part.Return();
        }
        finally
        {
            context.Memory.Return(share);
        }
    }

    private async Task SettleOneAsync(CancellationToken cancellationToken)
    {
        var ended = await Task.WhenAny(underWay).WaitAsync(cancellationToken).ConfigureAwait(false);
        await ended.ConfigureAwait(false);
        underWay.Remove(ended);
    }

    private async Task SettleEndedAsync()
    {
        foreach (var ended in underWay.FindAll(task => task.IsCompleted))
        {
            await ended.ConfigureAwait(false);
            underWay.Remove(ended);
        }
    }

    private async Task EndOneAsync(CancellationToken cancellationToken)
    {
        var ended = await Task.WhenAny(underWay).WaitAsync(cancellationToken).ConfigureAwait(false);
        underWay.Remove(ended);
        interrupted |= !ended.IsCompletedSuccessfully;
        await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
