using Attachments.Storage.S3.Connection;

namespace Attachments.Storage.S3.Uploads;

/// <summary>Gathers bytes in a part. What is not longer than one part is sent as one object by the commit; what is longer goes out part by part as it comes.</summary>
internal sealed class S3BlobWriter : BlobWriter
{
    private readonly UploadContext context;
    private readonly string objectKey;
    private readonly PartSizes sizes;
    private readonly SemaphoreSlim publishing = new(1, 1);
    private PartBuffer part;
    private Task<MultipartUpload>? beginning;
    private MultipartUpload? upload;
    private int partNumber = 1;
    private bool isInDoubt;
    private volatile bool killed;

    public S3BlobWriter(BlobKey key, string objectKey, long? expectedLength, UploadContext context)
        : base(key)
    {
        this.context = context;
        this.objectKey = objectKey;
        sizes = context.SizesFor(expectedLength);
        part = new PartBuffer(context.Segments, sizes.Of(partNumber));
        context.Writers.Add(this);
        context.Segments.Grow(sizes.Of(1));
    }

    /// <summary>Makes every later commit fail, and waits for one that is under way: whatever it publishes is there when this returns.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        killed = true;
        await publishing.WaitAsync(cancellationToken).ConfigureAwait(false);
        publishing.Release();
    }

    protected override async ValueTask WriteCoreAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Beside the gathering of the first part, whose sending would else wait for it.
        if (sizes.ExpectsSeveral && !killed)
            beginning ??= BeginUploadAsync();

        while (!bytes.IsEmpty)
        {
            // A full part goes out when more bytes come, so that a file of exactly one part is one object and one request.
            if (part.IsFull)
                await SendPartAsync(cancellationToken).ConfigureAwait(false);

            bytes = bytes[part.Append(bytes.Span)..];
        }
    }

    protected override async ValueTask CommitCoreAsync(CancellationToken cancellationToken)
    {
        await publishing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfKilled();
            await PublishAsync().ConfigureAwait(false);
        }
        finally
        {
            publishing.Release();
        }
    }

    protected override async ValueTask ReleaseAsync(bool committed)
    {
        try
        {
            if (!committed)
                await DiscardAsync().ConfigureAwait(false);
            else if (upload is null && beginning is not null)
                await AbortWhatWasBegunAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is BlobStoreException or OperationCanceledException)
        {
            context.Metrics.AbortFailed();
            context.Logger.StagingLeft(exception, Key.Blob);
        }
        finally
        {
            context.Writers.Remove(this);
            context.Segments.Shrink(sizes.Of(1));
            upload?.Dispose();
        }
    }

    private async Task SendPartAsync(CancellationToken cancellationToken)
    {
        ThrowIfKilled();
        upload ??= await (beginning ??= BeginUploadAsync()).WaitAsync(cancellationToken).ConfigureAwait(false);

        // Asked again: a delete that came while the upload was begun has not seen it.
        ThrowIfKilled();
        var full = part;
        part = new PartBuffer(context.Segments, sizes.Of(++partNumber));
        await upload.SendAsync(full, cancellationToken).ConfigureAwait(false);
    }

    // Nobody's impatience ends it: an upload whose id never arrived would have to be looked for.
    private async Task<MultipartUpload> BeginUploadAsync() =>
        new(context, objectKey, await context.Requests.BeginUploadAsync(objectKey, CancellationToken.None).ConfigureAwait(false));

    // On a time of its own: a request that was cancelled half-way would leave in doubt whether the bytes are there, and might arrive after what is done about it.
    private async Task PublishAsync()
    {
        using var time = new CancellationTokenSource(context.Resilience.PublishTimeout);
        isInDoubt = true;

        try
        {
            if (upload is null)
                await context.Requests.PutAsync(objectKey, part, time.Token).ConfigureAwait(false);
            else
                await upload.CompleteAsync(part, time.Token).ConfigureAwait(false);

            if (upload is null)
                part.Return();
        }
        catch (OperationCanceledException exception) when (time.IsCancellationRequested)
        {
            throw new BlobStoreException("The S3 store could not publish a blob: it took too long.", exception) { IsInDoubt = true };
        }
        catch (BlobStoreException exception)
        {
            // The answer may have been lost, or been to a repetition of what had succeeded. The key is used once: what is there is what was sent.
            if (await FindLengthAsync().ConfigureAwait(false) != Length)
            {
                // What was refused for an object that is there must not be undone: that object is not this writer's.
                isInDoubt = !S3Fault.IsAlreadyThere(exception.InnerException);
                throw new BlobStoreException(exception.Message, exception.InnerException) { IsFull = exception.IsFull, IsInDoubt = S3Fault.MayComeTrue(exception) };
            }

            context.Logger.PublishedAfterAll(exception, Key.Blob);
        }
    }

    private async Task<long?> FindLengthAsync()
    {
        using var time = new CancellationTokenSource(context.Resilience.AbortTimeout);

        try
        {
            return await context.Requests.FindLengthAsync(objectKey, time.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is BlobStoreException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task DiscardAsync()
    {
        using var time = new CancellationTokenSource(context.Resilience.AbortTimeout);

        if (!isInDoubt)
            part.Return();
        if (beginning is not null)
            await AbortAsync(beginning, time.Token).ConfigureAwait(false);

        if (isInDoubt)
            await context.Requests.DeleteAsync(objectKey, time.Token).ConfigureAwait(false);
    }

    // The file was no longer than one part, whatever the client had said.
    private async Task AbortWhatWasBegunAsync()
    {
        using var time = new CancellationTokenSource(context.Resilience.AbortTimeout);
        await AbortAsync(beginning!, time.Token).ConfigureAwait(false);
    }

    private async Task AbortAsync(Task<MultipartUpload> begun, CancellationToken cancellationToken)
    {
        try
        {
            upload = await begun.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BlobStoreException)
        {
            // Whether there is an upload is unknown, and so is its id.
            await AbortUnknownAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        await upload.AbortAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task AbortUnknownAsync(CancellationToken cancellationToken)
    {
        await foreach (var staging in context.Uploads.ListAsync(objectKey, cancellationToken).ConfigureAwait(false))
        {
            if (staging.ObjectKey == objectKey)
                await context.Requests.AbortUploadAsync(objectKey, staging.UploadId, cancellationToken).ConfigureAwait(false);
        }
    }

    private void ThrowIfKilled()
    {
        if (killed)
            throw new BlobStoreException($"Blob {Key.Blob} was deleted before it was committed.");
    }
}
