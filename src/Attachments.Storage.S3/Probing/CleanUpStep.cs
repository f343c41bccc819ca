using Amazon.S3;
using Amazon.S3.Model;
using Attachments.Storage.S3.Connection;

namespace Attachments.Storage.S3.Probing;

/// <summary>Removes whatever a probe has left in the bucket.</summary>
internal sealed class CleanUpStep(ProbeBucket bucket, StepList steps)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task TakeAsync()
    {
        // Nothing was written where not even the first request found a bucket.
        if (bucket.Keys.Count == 0)
            return;

        using var patience = new CancellationTokenSource(Patience);
        await steps.TakeAsync("clean up", () => RemoveAsync(patience.Token), S3ProbeOutcome.Warning, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<StepResult> RemoveAsync(CancellationToken cancellationToken)
    {
        var left = 0;
        foreach (var key in bucket.Keys)
            left += await TryAsync(() => bucket.Client.DeleteObjectAsync(bucket.Name, key, cancellationToken)).ConfigureAwait(false) ? 0 : 1;

        var uploads = await bucket.Client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = bucket.Name, Prefix = bucket.Prefix }, cancellationToken).ConfigureAwait(false);
        foreach (var upload in (uploads.MultipartUploads ?? []).Where(upload => upload.Key.StartsWith(bucket.Prefix, StringComparison.Ordinal)))
            left += await TryAsync(() => bucket.Client.AbortMultipartUploadAsync(bucket.Name, upload.Key, upload.UploadId, cancellationToken)).ConfigureAwait(false) ? 0 : 1;

        await RemoveVersionsAsync(cancellationToken).ConfigureAwait(false);
        return left == 0 ? StepResult.Works("nothing of the probe is left") : StepResult.Warning($"{left} objects or uploads under .probe/ could not be removed");
    }

    // In a bucket with versions what was deleted is still there.
    private async Task RemoveVersionsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var versions = await bucket.Client.ListVersionsAsync(bucket.Name, bucket.Prefix, cancellationToken).ConfigureAwait(false);
            foreach (var version in (versions.Versions ?? []).Where(version => version.Key.StartsWith(bucket.Prefix, StringComparison.Ordinal)))
                await TryAsync(() => bucket.Client.DeleteObjectAsync(bucket.Name, version.Key, version.VersionId, cancellationToken)).ConfigureAwait(false);
        }
        catch (AmazonS3Exception)
        {
            // A service without versions, or a permission that the store does not need.
        }
    }

    private static async Task<bool> TryAsync(Func<Task> remove)
    {
        try
        {
            await remove().ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (S3Fault.IsOne(exception))
        {
            return S3Fault.IsMissingUpload(exception);
        }
    }
}
