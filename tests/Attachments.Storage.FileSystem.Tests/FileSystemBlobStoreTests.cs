using Attachments.Testing.Storage;

namespace Attachments.Storage.FileSystem;

public class FileSystemBlobStoreTests : BlobStoreConformanceTests
{
    private readonly TempDirectory directory = new();

    protected virtual bool FlushToDisk => true;

    protected override ValueTask<IBlobStore> CreateStoreAsync() => ValueTask.FromResult<IBlobStore>(Stores.At(directory.Path, FlushToDisk));

    protected override async ValueTask<TimeSpan> AbandonStagingAsync(BlobKey key, ReadOnlyMemory<byte> bytes)
    {
        await Store.CheckAsync(default);
        var path = new StoreLayout(directory.Path).Staging(key);
        await File.WriteAllBytesAsync(path, bytes);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - TimeSpan.FromHours(3));
        return TimeSpan.FromHours(2.9);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        directory.Dispose();
        GC.SuppressFinalize(this);
    }
}
