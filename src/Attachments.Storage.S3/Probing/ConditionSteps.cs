using System.Net;
using Amazon.S3.Model;

namespace Attachments.Storage.S3.Probing;

/// <summary>Does <c>If-None-Match: *</c> keep an object from being overwritten?</summary>
internal sealed class ConditionSteps(ProbeBucket bucket, Findings findings, StepList steps)
{
    private const int Writers = 16;

    private static readonly byte[] First = "first"u8.ToArray();
    private static readonly byte[] Second = "second"u8.ToArray();

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        findings.ConditionalPut = await steps.TakeAsync(
            "PutObject only if new", () => PutAsync(cancellationToken), S3ProbeOutcome.Lacking, cancellationToken).ConfigureAwait(false) == S3ProbeOutcome.Works;
        findings.ConditionalComplete = await steps.TakeAsync(
            "CompleteMultipartUpload only if new", () => CompleteAsync(cancellationToken), S3ProbeOutcome.Lacking, cancellationToken).ConfigureAwait(false) == S3ProbeOutcome.Works;
    }

    private async Task<StepResult> PutAsync(CancellationToken cancellationToken)
    {
        var key = bucket.NewKey();
        await PutIfNewAsync(key, First, cancellationToken).ConfigureAwait(false);
        var refusal = await ProbeBucket.RefusalOfAsync(PutIfNewAsync(key, Second, cancellationToken)).ConfigureAwait(false);
        if (refusal is not { Status: HttpStatusCode.PreconditionFailed })
            return Useless(refusal);

        if (await bucket.GetAsync(key, cancellationToken).ConfigureAwait(false) is not { } kept || !kept.AsSpan().SequenceEqual(First))
            return StepResult.Lacking("answered 412, and the object was changed nevertheless");

        var contested = bucket.NewKey();
        var refusals = await Task.WhenAll(Enumerable.Range(0, Writers).Select(
            writer => ProbeBucket.RefusalOfAsync(PutIfNewAsync(contested, [(byte)writer], cancellationToken)))).ConfigureAwait(false);
        var winners = refusals.Count(static refusal => refusal is null);
        if (winners != 1)
            return StepResult.Lacking($"not atomic: of {Writers} writers at once {winners} wrote");

        return refusals.All(static refusal => refusal is null or { Status: HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict })
            ? StepResult.Works($"an object that is there is answered 412; of {Writers} writers at once one wrote")
            : StepResult.Lacking($"of {Writers} writers at once one wrote, and not all others were answered 412 or 409");
    }

    private async Task<StepResult> CompleteAsync(CancellationToken cancellationToken)
    {
        var fresh = bucket.NewKey();
        await PublishIfNewAsync(fresh, cancellationToken).ConfigureAwait(false);

        var taken = bucket.NewKey();
        await bucket.PutAsync(taken, First, cancellationToken).ConfigureAwait(false);
        var refusal = await ProbeBucket.RefusalOfAsync(PublishIfNewAsync(taken, cancellationToken)).ConfigureAwait(false);
        return refusal is { Status: HttpStatusCode.PreconditionFailed } ? StepResult.Works("an object that is there is answered 412") : Useless(refusal);
    }

    private static StepResult Useless((HttpStatusCode Status, string Code)? refusal) => StepResult.Lacking(
        refusal is { } seen ? $"an object that is there is answered {(int)seen.Status} {seen.Code}" : "ignored: an object was overwritten");

    private Task<PutObjectResponse> PutIfNewAsync(string key, byte[] bytes, CancellationToken cancellationToken) =>
        bucket.PutAsync(key, bytes, cancellationToken, static request => request.IfNoneMatch = "*");

    private async Task PublishIfNewAsync(string key, CancellationToken cancellationToken)
    {
        var upload = await bucket.BeginAsync(key, cancellationToken).ConfigureAwait(false);
        var part = await bucket.SendPartAsync(key, upload, 1, Second, cancellationToken).ConfigureAwait(false);
        await bucket.CompleteAsync(key, upload, [part], onlyIfNew: true, cancellationToken).ConfigureAwait(false);
    }
}
