using Amazon.S3.Model;
using Attachments.Storage.S3.Keys;
using Attachments.Testing.Storage;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3;

public sealed class S3BlobStoreTests : BlobStoreConformanceTests
{
    private readonly TestBucket bucket = new();

    protected override ValueTask<IBlobStore> CreateStoreAsync() =>
        ValueTask.FromResult(bucket.Store(("PartSize", "5242880")));

    // By a client of its own, as another process: the store under test has no writer for it.
    protected override async ValueTask<TimeSpan> AbandonStagingAsync(BlobKey key, ReadOnlyMemory<byte> bytes)
    {
        var objectKey = new KeyLayout(Options.Create(new S3StoreOptions { KeyPrefix = bucket.Prefix })).Of(key);
        var upload = await bucket.Raw.InitiateMultipartUploadAsync(TestBucket.Name, objectKey);
        using var content = new MemoryStream(bytes.ToArray());
        await bucket.Raw.UploadPartAsync(new UploadPartRequest
        {
            BucketName = TestBucket.Name, Key = objectKey, UploadId = upload.UploadId, PartNumber = 1, InputStream = content, UseChunkEncoding = false,
        });

        return await TestBucket.WaitForClockAsync(TimeSpan.FromSeconds(2));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await bucket.DisposeAsync();
    }
}
