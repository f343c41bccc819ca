using System.IO.Pipelines;
using Attachments.Access;
using Attachments.Storage;
using Attachments.Storage.FileSystem;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Attachments.Benchmarks.Storage;

/// <summary>A blob's way into the file-system store and out of it, page cache warm.</summary>
[MemoryDiagnoser]
public class FileSystemStoreBenchmarks
{
    private const int BlockSize = 128 * 1024;

    private readonly TenantId tenant = TenantId.Parse("tenant-1");
    private readonly PipeWriter nowhere = PipeWriter.Create(Stream.Null);
    private string root = "";
    private FileSystemBlobStore store = null!;
    private byte[] content = [];
    private BlobKey stored;

    [Params(16 * 1024, 25 * 1024 * 1024)]
    public int Length { get; set; }

    [Params(false, true)]
    public bool FlushToDisk { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        root = Directory.CreateTempSubdirectory("attachments-bench-").FullName;
        store = new FileSystemBlobStore(Options.Create(new FileSystemStoreOptions { RootPath = root, FlushToDisk = FlushToDisk }), NullLogger<FileSystemBlobStore>.Instance);
        content = new byte[Length];
        new Random(1).NextBytes(content);
        stored = await WriteAsync();
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(root, recursive: true);

    /// <summary>Writes, commits and deletes one blob.</summary>
    [Benchmark]
    public async Task WriteAndDelete() => await store.DeleteAsync(await WriteAsync(), CancellationToken.None);

    [Benchmark]
    public async Task Read()
    {
        await using var reader = await store.OpenReadAsync(stored, 0, Length, CancellationToken.None) ?? throw new InvalidOperationException("The blob is gone.");
        await reader.CopyToAsync(nowhere, CancellationToken.None);
    }

    private async Task<BlobKey> WriteAsync()
    {
        var key = new BlobKey(tenant, new BlobId(Guid.CreateVersion7()));
        await using var writer = await store.BeginWriteAsync(key, Length, CancellationToken.None);
        for (var offset = 0; offset < Length; offset += BlockSize)
            await writer.WriteAsync(content.AsMemory(offset, Math.Min(BlockSize, Length - offset)), CancellationToken.None);

        await writer.CommitAsync(CancellationToken.None);
        return key;
    }
}
