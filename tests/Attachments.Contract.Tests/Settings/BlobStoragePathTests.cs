using Attachments.Contract.Hosting;
using Attachments.Contract.Material;

namespace Attachments.Contract.Settings;

/// <summary>Where the folder of blobs is.</summary>
[FolderOnly]
public abstract class BlobStoragePathTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task Blob_storage_path_holds_the_bytes()
    {
        var directory = Directory.CreateTempSubdirectory("attachments-contract-blobs-").FullName;
        try
        {
            await using var host = await Kind.StartAsync(("BLOB_STORAGE_PATH", directory));
            var bytes = Bytes.Fresh();
            await host.As(User).AttachAsync(await host.As(User).DraftAsync(), bytes);

            Assert.StartsWith(directory, await host.BlobOfAsync(bytes), StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(host.DataDirectory, "blobs")));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
