using Attachments.Storage.S3.Connection;
using Attachments.Storage.S3.Downloads;
using Attachments.Storage.S3.Keys;
using Attachments.Storage.S3.Uploads;

namespace Attachments.Storage.S3;

/// <summary>Does once what every upload and download does: look for what is not there, write, read, delete.</summary>
internal sealed class StoreCheck(S3Connection connection, ObjectRequests requests, KeyLayout layout, UploadContext uploads)
{
    private static ReadOnlySpan<byte> Content => "probe"u8;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var key = layout.NewProbe();
        var probe = new PartBuffer(uploads.Segments, SegmentPool.SegmentSize);
        probe.Append(Content);

        // First a request without a body: what refuses one with a body may leave that on the connection, where it spoils the next request's answer.
        await RequireMissingAsync(key, cancellationToken).ConfigureAwait(false);

        try
        {
            await requests.PutAsync(key, probe, cancellationToken).ConfigureAwait(false);
            probe.Return();
            await ReadAsync(key, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await DeleteAsync(key).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await DeleteAsync(key).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    // On a time of its own: readiness is asked often, by those that do not wait, and what a check leaves the next one does not know of.
    private async Task DeleteAsync(string key)
    {
        using var time = new CancellationTokenSource(connection.Resilience.AbortTimeout);
        try
        {
            await requests.DeleteAsync(key, time.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (time.IsCancellationRequested)
        {
            throw new BlobStoreException("The S3 store could not delete a blob: the service did not answer in time.", exception);
        }
    }

    // Who may not list the bucket is told "denied" where a blob is missing, and no download would ever answer 404.
    private async Task RequireMissingAsync(string key, CancellationToken cancellationToken)
    {
        using var range = await ObjectRange.OpenAsync(connection, key, 0, Content.Length, etag: null, cancellationToken).ConfigureAwait(false);
        if (range is not null)
            throw new BlobStoreException("The S3 store gives back what was never written to it; something else than the service may have answered.");
    }

    private async Task ReadAsync(string key, CancellationToken cancellationToken)
    {
        using var range = await ObjectRange.OpenAsync(connection, key, 0, Content.Length, etag: null, cancellationToken).ConfigureAwait(false);
        var read = new byte[Content.Length];

        if (range is null || await ReadAsync(range.Body, read, cancellationToken).ConfigureAwait(false) < read.Length
            || !Content.SequenceEqual(read))
            throw new BlobStoreException("The S3 store does not give back what was written to it.");
    }

    private async ValueTask<int> ReadAsync(Stream body, byte[] read, CancellationToken cancellationToken)
    {
        try
        {
            using var patient = new PatientStream(body, connection.Resilience.IdleTimeout);
            return await patient.ReadAtLeastAsync(read, read.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (S3Fault.IsOne(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw S3Fault.Wrap("read a blob", exception, connection.IsPlain);
        }
    }
}
