using Attachments.Access;
using Attachments.Content;
using Attachments.Content.Types;
using Attachments.Ingestion;
using Attachments.Messages;
using Attachments.Storage;
using Attachments.Storage.FileSystem;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Attachments.Benchmarks.Ingestion;

/// <summary>The pass over a file's bytes, into a staging of the file-system store: which block size, and whether hashing beside writing pays.</summary>
[MemoryDiagnoser]
public class IngestBenchmarks
{
    private readonly InspectedUpload upload = new(TenantId.Parse("tenant-1"), MessageId.Parse("message-1"), "a.txt", "text/plain");
    private string root = "";
    private FileSystemBlobStore store = null!;
    private byte[] content = [];
    private ContentIngester ingester = null!;

    [Params(25 * 1024 * 1024)]
    public int Length { get; set; }

    [Params(4, 64, 128, 256)]
    public int BlockKiB { get; set; }

    [Params(false, true)]
    public bool Overlapped { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        root = Directory.CreateTempSubdirectory("attachments-bench-").FullName;
        store = new FileSystemBlobStore(Options.Create(new FileSystemStoreOptions { RootPath = root, FlushToDisk = false }), NullLogger<FileSystemBlobStore>.Instance);
        content = new byte[Length];
        new Random(1).NextBytes(content);
        "plain"u8.CopyTo(content);

        var rules = new UploadRules(new ContentTypeRules(Options.Create(new ContentTypeOptions()), new SignatureContentTypeDetector()));
        var tuning = new IngestTuning { BlockSize = BlockKiB * 1024, OverlapFrom = Overlapped ? 0 : long.MaxValue };
        ingester = new ContentIngester(rules, [], tuning, Options.Create(new AttachmentsOptions()));
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(root, recursive: true);

    [Benchmark]
    public async Task<long> Ingest()
    {
        var stream = new SegmentedStream(content);
        await using var writer = await store.BeginWriteAsync(new BlobKey(upload.Tenant, new BlobId(Guid.CreateVersion7())), Length, CancellationToken.None);
        var result = await ingester.IngestAsync(stream, static _ => default, upload, writer, zipEnd: null, CancellationToken.None);
        return result.Value.Length;
    }
}
