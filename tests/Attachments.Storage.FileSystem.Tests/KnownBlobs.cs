using System.Security.Cryptography;
using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Scanning;
using Microsoft.Extensions.Hosting;

namespace Attachments.Storage.FileSystem;

/// <summary>A database that knows of one blob, once its tables are there.</summary>
internal sealed class KnownBlobs(bool madeByTheStart = false) : IConsistencyRepository, IHostedLifecycleService
{
    private bool isThere = !madeByTheStart;

    public ValueTask<BlobTotals> MeasureAsync(TimeSpan overdue, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<BlobRecord>> ListBlobsAsync(BlobId? after, int limit, CancellationToken cancellationToken)
    {
        if (!isThere)
            throw new AttachmentDatabaseException("No such table.");

        var key = new BlobKey(TenantId.Parse("tenant-1"), new BlobId(Guid.CreateVersion7()));
        return ValueTask.FromResult<IReadOnlyList<BlobRecord>>([new BlobRecord(key, new ContentDigest(SHA256.HashData([])), 0, BlobContentState.Stored)]);
    }

    public ValueTask<IReadOnlyList<KeyRecord>> FindKeysAsync(IReadOnlyList<BlobKey> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        isThere = true;
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
