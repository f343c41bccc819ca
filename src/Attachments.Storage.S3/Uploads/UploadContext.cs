using Attachments.Storage.S3.Connection;
using Attachments.Storage.S3.Stagings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Storage.S3.Uploads;

/// <summary>What all writers of a store have in common.</summary>
internal sealed class UploadContext(
    S3Connection connection, ObjectRequests requests, MultipartListing uploads, IOptions<S3TransferOptions> transfer, S3Metrics metrics, ILogger<UploadContext> logger)
{
    public ObjectRequests Requests => requests;

    public MultipartListing Uploads => uploads;

    public S3ResilienceOptions Resilience => connection.Resilience;

    public S3Metrics Metrics => metrics;

    public ILogger Logger => logger;

    public int ParallelParts { get; } = transfer.Value.ParallelParts;

    public LiveWriters Writers { get; } = new();

    public SegmentPool Segments { get; } = new(transfer.Value.SharedBuffer);

    public UploadMemory Memory { get; } = new(transfer.Value.SharedBuffer);

    public PartSizes SizesFor(long? expectedLength) => connection.Capabilities.EqualParts
        ? PartSizes.Equal(transfer.Value.PartSize, expectedLength)
        : PartSizes.Growing(transfer.Value.PartSize, expectedLength);
}
