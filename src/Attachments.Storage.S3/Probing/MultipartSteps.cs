using System.Security.Cryptography;
using Amazon.S3.Model;

namespace Attachments.Storage.S3.Probing;

/// <summary>Which parts make an upload, and does nothing stay of one that was given up?</summary>
internal sealed class MultipartSteps(ProbeBucket bucket, Findings findings, StepList steps)
{
    // The least that the protocol lets a part have that is not the last.
    private const int Least = 5 * 1024 * 1024;

    private readonly byte[] bytes = RandomNumberGenerator.GetBytes(Least + (1024 * 1024));

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        await steps.TakeAsync("parts of one length", () => EqualAsync(cancellationToken), S3ProbeOutcome.Failed, cancellationToken).ConfigureAwait(false);
        findings.UnequalParts = await steps.TakeAsync(
            "parts of several lengths", () => UnequalAsync(cancellationToken), S3ProbeOutcome.Lacking, cancellationToken).ConfigureAwait(false) == S3ProbeOutcome.Works;
        await steps.TakeAsync("part of less than 5 MiB", () => TooSmallAsync(cancellationToken), S3ProbeOutcome.Warning, cancellationToken).ConfigureAwait(false);
        await steps.TakeAsync("list parts and uploads", () => ListAsync(cancellationToken), S3ProbeOutcome.Failed, cancellationToken).ConfigureAwait(false);
        await steps.TakeAsync("abort", () => AbortAsync(cancellationToken), S3ProbeOutcome.Failed, cancellationToken).ConfigureAwait(false);
    }

    private async Task<StepResult> EqualAsync(CancellationToken cancellationToken)
    {
        var (isWhole, hasTag) = await UploadAsync([Least, 1], cancellationToken).ConfigureAwait(false);
        return isWhole
            ? StepResult.Works($"5 MiB and a last part of 1 byte; the answer has {(hasTag ? "an" : "no")} ETag")
            : StepResult.Failed("the object is not what the parts were");
    }

    private async Task<StepResult> UnequalAsync(CancellationToken cancellationToken)
    {
        var (isWhole, _) = await UploadAsync([Least, Least + (1024 * 1024), 1], cancellationToken).ConfigureAwait(false);
        return isWhole ? StepResult.Works("5 MiB, 6 MiB and 1 byte") : StepResult.Lacking("the object is not what the parts were");
    }

    private async Task<StepResult> TooSmallAsync(CancellationToken cancellationToken)
    {
        var refusal = await ProbeBucket.RefusalOfAsync(UploadAsync([Least - 1, 1], cancellationToken)).ConfigureAwait(false);
        return StepResult.Works(refusal is { } seen ? $"answered {(int)seen.Status} {seen.Code}" : "accepted, which the store does not need");
    }

    private async Task<StepResult> ListAsync(CancellationToken cancellationToken)
    {
        var key = bucket.NewKey();
        var upload = await bucket.BeginAsync(key, cancellationToken).ConfigureAwait(false);
        await bucket.SendPartAsync(key, upload, 1, [1], cancellationToken).ConfigureAwait(false);

        var parts = await bucket.Client.ListPartsAsync(bucket.Name, key, upload, cancellationToken).ConfigureAwait(false);
        if (parts.Parts?.Count != 1 || parts.Parts[0].LastModified is null)
            return StepResult.Failed("a part that was stored, or its time, is not listed: no sweep could tell how old an upload is");

        if (!(await ListedAsync(bucket.Prefix, cancellationToken).ConfigureAwait(false)).Exists(listed => listed.UploadId == upload && listed.Initiated is not null))
            return StepResult.Failed("an upload that is under way is not listed: no sweep would find what a dead process left");

        // What a tenant is called must not bring another's uploads into a list.
        return (await ListedAsync($"{bucket.Prefix}nothing", cancellationToken).ConfigureAwait(false)).Count == 0
            ? StepResult.Works("by prefix, with their times")
            : StepResult.Failed("the prefix is ignored");
    }

    private async Task<StepResult> AbortAsync(CancellationToken cancellationToken)
    {
        var key = bucket.NewKey();
        var upload = await bucket.BeginAsync(key, cancellationToken).ConfigureAwait(false);
        var part = await bucket.SendPartAsync(key, upload, 1, [1], cancellationToken).ConfigureAwait(false);
        await bucket.Client.AbortMultipartUploadAsync(bucket.Name, key, upload, cancellationToken).ConfigureAwait(false);

        var refusal = await ProbeBucket.RefusalOfAsync(bucket.CompleteAsync(key, upload, [part], onlyIfNew: false, cancellationToken)).ConfigureAwait(false);
        if (refusal is not { } seen || await bucket.GetAsync(key, cancellationToken).ConfigureAwait(false) is not null)
            return StepResult.Failed("an upload that was aborted could still be published");

        return StepResult.Works($"publishing it later is answered {(int)seen.Status} {seen.Code}");
    }

    private async Task<List<Amazon.S3.Model.MultipartUpload>> ListedAsync(string prefix, CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = bucket.Name, Prefix = prefix };
        return (await bucket.Client.ListMultipartUploadsAsync(request, cancellationToken).ConfigureAwait(false)).MultipartUploads ?? [];
    }

    private async Task<(bool IsWhole, bool HasTag)> UploadAsync(int[] lengths, CancellationToken cancellationToken)
    {
        var key = bucket.NewKey();
        var upload = await bucket.BeginAsync(key, cancellationToken).ConfigureAwait(false);
        var parts = new List<PartETag>();
        foreach (var length in lengths)
            parts.Add(await bucket.SendPartAsync(key, upload, parts.Count + 1, bytes[..length], cancellationToken).ConfigureAwait(false));

        var completed = await bucket.CompleteAsync(key, upload, parts, onlyIfNew: false, cancellationToken).ConfigureAwait(false);
        var stored = await bucket.GetAsync(key, cancellationToken).ConfigureAwait(false);
        var sent = lengths.SelectMany(length => bytes.Take(length)).ToArray();
        return (stored is not null && sent.AsSpan().SequenceEqual(stored), !string.IsNullOrEmpty(completed.ETag));
    }
}
