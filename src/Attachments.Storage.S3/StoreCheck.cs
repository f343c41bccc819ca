using Attachments.Storage.S3.Connection;
using Attachments.Storage.S3.Downloads;
using Attachments.Storage.S3.Keys;
using Attachments.Storage.S3.Uploads;

namespace Attachments.Storage.S3;

/// <summary>Does once what every upload and download does: write, read, delete.</summary>
internal sealed class StoreCheck(S3Connection connection, ObjectRequests requests, KeyLayout layout, UploadContext uploads)
{
    private static ReadOnlySpan<byte> Content => "probe"u8;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var key = layout.NewProbe();
        var probe = new PartBuffer(uploads.Segments, SegmentPool.SegmentSize);
        probe.Append(Content);

        await requests.PutAsync(key, probe, cancellationToken).ConfigureAwait(false);
        probe.Return();
        await ReadAsync(key, cancellationToken).ConfigureAwait(false);
        await requests.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadAsync(string key, CancellationToken cancellationToken)
    {
        using var range = await ObjectRange.OpenAsync(connection, key, 0, Content.Length, etag: null, cancellationToken).ConfigureAwait(false);
        var read = new byte[Content.Length];

        if (range is null || await range.Body.ReadAtLeastAsync(read, read.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < read.Length
            || !Content.SequenceEqual(read))
            throw new BlobStoreException("The S3 store does not give back what was written to it.");
    }
}
