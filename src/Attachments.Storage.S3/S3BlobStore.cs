using Attachments.Storage.S3.Connection;
using Attachments.Storage.S3.Downloads;
using Attachments.Storage.S3.Inventory;
using Attachments.Storage.S3.Keys;
using Attachments.Storage.S3.Links;
using Attachments.Storage.S3.Stagings;
using Attachments.Storage.S3.Uploads;

namespace Attachments.Storage.S3;

internal sealed class S3BlobStore(
    S3Connection connection,
    ObjectRequests requests,
    KeyLayout layout,
    UploadContext uploads,
    DownloadContext downloads,
    StagingSweep sweep,
    ProbeSweep probes,
    ObjectListing listing,
    PresignedLinks links,
    StoreCheck check) : IBlobStore, IBlobInventory, IBlobLinks
{
    public bool MakesLinks => links.MakesLinks;

    // Nothing is sent yet: most uploads are one object, which is sent when it is committed.
    public ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<BlobWriter>(new S3BlobWriter(key, layout.Of(key), expectedLength, uploads));
    }

    public async ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);

        var objectKey = layout.Of(key);
        var range = await ObjectRange.OpenAsync(connection, objectKey, offset, count, etag: null, cancellationToken).ConfigureAwait(false);
        return range is null ? null : new S3BlobReader(downloads, objectKey, offset, count, range);
    }

    // Keys are written once, so an object that is there has no upload any more: asking for it is cheaper than listing uploads.
    // The object goes last: what a commit has published meanwhile goes with it, and a commit that comes later finds its upload aborted.
    public async ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var objectKey = layout.Of(key);

        await uploads.Writers.KillAsync(key, cancellationToken).ConfigureAwait(false);
        if (await requests.FindLengthAsync(objectKey, cancellationToken).ConfigureAwait(false) is null)
            await sweep.KillAsync(objectKey, cancellationToken).ConfigureAwait(false);
        await requests.DeleteAsync(objectKey, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken)
    {
        var dropped = await sweep.DropAsync(untouchedFor, cancellationToken).ConfigureAwait(false);
        await probes.DropAsync(untouchedFor, cancellationToken).ConfigureAwait(false);
        return dropped;
    }

    public async ValueTask CheckAsync(CancellationToken cancellationToken) => await check.RunAsync(cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<StoredObject> ListObjectsAsync(string? after, CancellationToken cancellationToken) => listing.ListObjectsAsync(after, cancellationToken);

    public IAsyncEnumerable<StoredStaging> ListStagingsAsync(CancellationToken cancellationToken) => listing.ListStagingsAsync(cancellationToken);

    public async ValueTask<long?> FindLengthAsync(BlobKey key, CancellationToken cancellationToken) =>
        await listing.FindLengthAsync(layout.Of(key), cancellationToken).ConfigureAwait(false);

    public async ValueTask<Uri?> MakeLinkAsync(BlobKey key, BlobLink link, CancellationToken cancellationToken) =>
        await links.MakeAsync(layout.Of(key), link, cancellationToken).ConfigureAwait(false);
}
