using System.IO.Pipelines;
using Attachments.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Storage.FileSystem;

internal static class Stores
{
    public static FileSystemBlobStore At(string root, bool flushToDisk = true) => new(
        Options.Create(new FileSystemStoreOptions { RootPath = root, FlushToDisk = flushToDisk }),
        NullLogger<FileSystemBlobStore>.Instance);

    public static BlobKey NewKey(string tenant = "tenant") => new(TenantId.Parse(tenant), new BlobId(Guid.CreateVersion7()));

    public static async Task<BlobKey> PublishAsync(this IBlobStore store, byte[] bytes, string tenant = "tenant")
    {
        var key = NewKey(tenant);
        await using var writer = await store.BeginWriteAsync(key, bytes.Length, TestContext.Current.CancellationToken);
        await writer.WriteAsync(bytes, TestContext.Current.CancellationToken);
        await writer.CommitAsync(TestContext.Current.CancellationToken);
        return key;
    }

    public static async Task<byte[]?> ReadAsync(this IBlobStore store, BlobKey key, int count)
    {
        await using var reader = await store.OpenReadAsync(key, 0, count, TestContext.Current.CancellationToken);
        if (reader is null)
            return null;

        using var bytes = new MemoryStream();
        var writer = PipeWriter.Create(bytes, new StreamPipeWriterOptions(leaveOpen: true));
        await reader.CopyToAsync(writer, TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
        return bytes.ToArray();
    }
}
