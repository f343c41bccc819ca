namespace Attachments.Storage.FileSystem;

public sealed class UnflushedFileSystemBlobStoreTests : FileSystemBlobStoreTests
{
    protected override bool FlushToDisk => false;
}
