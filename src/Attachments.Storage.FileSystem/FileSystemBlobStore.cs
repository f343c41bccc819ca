using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.FileSystem;

internal sealed class FileSystemBlobStore : IBlobStore, IBlobInventory
{
    private readonly StoreLayout layout;
    private readonly StoreDirectories directories;
    private readonly StagingSweep sweep;
    private readonly StoreWalk walk;
    private readonly bool flushToDisk;
    private readonly ILogger logger;

    public FileSystemBlobStore(IOptions<FileSystemStoreOptions> options, ILogger<FileSystemBlobStore> logger, IHostEnvironment? environment = null)
    {
        flushToDisk = options.Value.FlushToDisk;
        layout = new StoreLayout(Path.Combine(environment?.ContentRootPath ?? "", options.Value.RootPath));
        directories = new StoreDirectories(layout, flushToDisk);
        sweep = new StagingSweep(layout);
        walk = new StoreWalk(layout, directories);
        this.logger = logger;
    }

    public StoreLayout Layout => layout;

    public ValueTask<BlobWriter> BeginWriteAsync(BlobKey key, long? expectedLength, CancellationToken cancellationToken)
    {
        var file = Guarded("begin a staging", () => StagingFile.Create(layout.Staging(key), expectedLength), cancellationToken);
        return ValueTask.FromResult<BlobWriter>(new FileSystemBlobWriter(key, file, layout, directories, flushToDisk, logger));
    }

    public ValueTask<BlobReader?> OpenReadAsync(BlobKey key, long offset, long count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);

        return ValueTask.FromResult(Guarded<BlobReader?>("open a blob", () => Open(key, offset, count), cancellationToken));
    }

    public ValueTask DeleteAsync(BlobKey key, CancellationToken cancellationToken)
    {
        Guarded("delete a blob", () => Delete(key), cancellationToken);
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> DropStagingsAsync(TimeSpan untouchedFor, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Guarded("drop stagings", () => sweep.Drop(untouchedFor, cancellationToken), cancellationToken));

    public ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        Guarded("be checked", () => StoreCheck.Run(layout), cancellationToken);
        return ValueTask.CompletedTask;
    }

    public IAsyncEnumerable<StoredObject> ListObjectsAsync(string? after, CancellationToken cancellationToken) =>
        ListAsync("list its blobs", () => walk.Objects(after), cancellationToken);

    public IAsyncEnumerable<StoredStaging> ListStagingsAsync(CancellationToken cancellationToken) =>
        ListAsync("list its stagings", () => StoreWalk.Stagings(layout, sweep.ReadClock()), cancellationToken);

    public ValueTask<long?> FindLengthAsync(BlobKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Guarded("look a blob up", () => FindLength(key), cancellationToken));

    private long? FindLength(BlobKey key)
    {
        try
        {
            // Not asked whether it exists: that is false for what may not be looked at, too.
            return new FileInfo(layout.Blob(key)).Length;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // "No such blob" is a fact about this blob only while the store itself is there.
            directories.RequireLayout();
            return null;
        }
    }

    private FileSystemBlobReader? Open(BlobKey key, long offset, long count)
    {
        try
        {
            var file = File.OpenHandle(layout.Blob(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new FileSystemBlobReader(file, offset, count);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // "No such blob" is a fact about this blob only while the store itself is there.
            directories.RequireLayout();
            return null;
        }
    }

    // The staging first: a commit that comes later finds nothing to rename, and one that came before has published what is removed next.
    private void Delete(BlobKey key)
    {
        File.Delete(layout.Staging(key));

        try
        {
            File.Delete(layout.Blob(key));

            // A caller that was told "deleted" forgets the key: after a power loss nobody would look for bytes that came back.
            directories.Flush(layout.ShardDirectory(key));
        }
        catch (DirectoryNotFoundException)
        {
            // No blob of that tenant and shard was ever published. A root that is lost has failed the first deletion already.
        }
    }

    private async IAsyncEnumerable<T> ListAsync<T>(string what, Func<IEnumerable<T>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var items = Guarded(what, () => list().GetEnumerator(), cancellationToken);
        while (Guarded(what, items.MoveNext, cancellationToken))
            yield return items.Current;
    }

    private void Guarded(string what, Action action, CancellationToken cancellationToken) =>
        Guarded(
            what,
            () =>
            {
                action();
                return true;
            },
            cancellationToken);

    private T Guarded<T>(string what, Func<T> action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        try
        {
            directories.EnsureLayout();
            return action();
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw FileFault.Wrap(what, exception);
        }
    }
}
