using Amazon.S3;
using Amazon.S3.Model;

namespace Attachments.Storage.S3.Probing;

/// <summary>What the store can do without, and what the bucket's settings mean for it.</summary>
internal sealed class ExtraSteps(ProbeBucket bucket, ProbeTarget target, StepList steps)
{
    private const string Disposition = "attachment; filename=\"probe.txt\"";

    private static readonly byte[] Bytes = "probe"u8.ToArray();

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        await steps.TakeAsync("tags", () => TagsAsync(cancellationToken), S3ProbeOutcome.Lacking, cancellationToken).ConfigureAwait(false);
        await steps.TakeAsync("presigned link", () => LinkAsync(cancellationToken), S3ProbeOutcome.Lacking, cancellationToken).ConfigureAwait(false);
        await steps.TakeAsync("versioning", () => VersioningAsync(cancellationToken), S3ProbeOutcome.Skipped, cancellationToken).ConfigureAwait(false);
        await steps.TakeAsync("lifecycle", () => LifecycleAsync(cancellationToken), S3ProbeOutcome.Skipped, cancellationToken).ConfigureAwait(false);
    }

    private async Task<StepResult> TagsAsync(CancellationToken cancellationToken)
    {
        var key = bucket.NewKey();
        await bucket.PutAsync(key, Bytes, cancellationToken, static request => request.TagSet = [new Tag { Key = "probe", Value = "yes" }]).ConfigureAwait(false);
        var read = await bucket.Client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = bucket.Name, Key = key }, cancellationToken).ConfigureAwait(false);
        return read.Tagging?.Exists(static tag => tag is { Key: "probe", Value: "yes" }) == true
            ? StepResult.Works("kept with the object")
            : StepResult.Lacking("dropped; the store does without");
    }

    private async Task<StepResult> LinkAsync(CancellationToken cancellationToken)
    {
        var key = bucket.NewKey();
        await bucket.PutAsync(key, Bytes, cancellationToken).ConfigureAwait(false);
        var address = await bucket.Client.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = bucket.Name,
            Key = key,
            Verb = HttpVerb.GET,
            Expires = DateTime.UtcNow.AddMinutes(5),
            Protocol = target.IsPlain ? Protocol.HTTP : Protocol.HTTPS,
            ResponseHeaderOverrides = new ResponseHeaderOverrides { ContentDisposition = Disposition },
        }).ConfigureAwait(false);

        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(address), cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            return StepResult.Lacking($"answered {(int)answer.StatusCode}: RedirectDownloads cannot be used");

        var read = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (!read.AsSpan().SequenceEqual(Bytes))
            return StepResult.Lacking("other bytes came back: RedirectDownloads cannot be used");

        return answer.Content.Headers.ContentDisposition?.FileName?.Trim('"') == "probe.txt"
            ? StepResult.Works("with a file name of its own")
            : StepResult.Lacking("without the file name that was asked for: RedirectDownloads cannot be used");
    }

    private async Task<StepResult> VersioningAsync(CancellationToken cancellationToken)
    {
        var bucketVersions = await bucket.Client.GetBucketVersioningAsync(bucket.Name, cancellationToken).ConfigureAwait(false);
        return bucketVersions.VersioningConfig?.Status?.Value is "Enabled" or "Suspended"
            ? StepResult.Warning("on: what is deleted stays as an old version until a lifecycle rule removes it")
            : StepResult.Works("off: what is deleted is gone");
    }

    private async Task<StepResult> LifecycleAsync(CancellationToken cancellationToken)
    {
        const string none = "no rule aborts incomplete uploads; the library's own sweep does";
        try
        {
            var lifecycle = await bucket.Client.GetLifecycleConfigurationAsync(bucket.Name, cancellationToken).ConfigureAwait(false);
            var rule = lifecycle.Configuration?.Rules?.Find(static rule => rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation is not null);
            return StepResult.Works(rule is null ? none : $"incomplete uploads are aborted after {rule.AbortIncompleteMultipartUpload.DaysAfterInitiation} days");
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchLifecycleConfiguration")
        {
            return StepResult.Works(none);
        }
    }
}
