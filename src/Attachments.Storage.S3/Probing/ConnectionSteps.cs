using System.Globalization;
using Attachments.Storage.S3.Connection;
using Attachments.Storage.S3.Diagnosis;

namespace Attachments.Storage.S3.Probing;

/// <summary>Is there a service, does it know us, is the bucket there, and how is it named?</summary>
internal sealed class ConnectionSteps(ProbeBucket bucket, ProbeTarget target, Findings findings, StepList steps)
{
    // Services refuse from 15 minutes on.
    private static readonly TimeSpan NotableSkew = TimeSpan.FromMinutes(5);

    public async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        var byPath = await TryAsync(pathStyle: true, cancellationToken).ConfigureAwait(false);
        var byHost = target.TakesBucketInHost ? await TryAsync(pathStyle: false, cancellationToken).ConfigureAwait(false) : null;

        findings.PathStyle = byPath is null;
        findings.BucketInHost = target.TakesBucketInHost && byHost is null;
        bucket.PathStyle = findings.PathStyle && (target.Configured.PathStyle || !findings.BucketInHost);

        // The reason that counts is that of the way that is set.
        var reason = target.Configured.PathStyle || !target.TakesBucketInHost ? byPath : byHost;
        var outcome = await TakeAsync("connection", () => Reached(reason), S3ProbeOutcome.Failed, cancellationToken).ConfigureAwait(false);
        await TakeAsync("bucket in the path", () => Style(byPath), S3ProbeOutcome.Lacking, cancellationToken).ConfigureAwait(false);
        await TakeAsync(
            "bucket in the host name",
            () => target.TakesBucketInHost ? Style(byHost) : StepResult.Skipped("the address is no domain name"),
            S3ProbeOutcome.Lacking,
            cancellationToken).ConfigureAwait(false);
        await TakeAsync("clock", Clock, S3ProbeOutcome.Warning, cancellationToken).ConfigureAwait(false);
        return outcome == S3ProbeOutcome.Works;
    }

    private Task<S3ProbeOutcome> TakeAsync(string name, Func<StepResult> step, S3ProbeOutcome otherwise, CancellationToken cancellationToken) =>
        steps.TakeAsync(name, () => Task.FromResult(step()), otherwise, cancellationToken);

    private StepResult Reached(FaultReason? reason) => findings switch
    {
        { PathStyle: false, BucketInHost: false } => StepResult.Failed(reason?.Text ?? "the bucket cannot be reached"),
        _ => StepResult.Works("service, credentials, bucket and region are right"),
    };

    private static StepResult Style(FaultReason? reason) => reason is null ? StepResult.Works("understood") : StepResult.Lacking(reason.Text);

    private StepResult Clock()
    {
        if (bucket.Skew is not { } skew)
            return StepResult.Skipped("the service did not say what time it is");

        var seconds = string.Create(CultureInfo.InvariantCulture, $"this machine is {Math.Abs(Math.Round(skew.TotalSeconds))} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")} the service");
        return skew.Duration() < NotableSkew ? StepResult.Works(seconds) : StepResult.Warning(seconds);
    }

    // A request without a body, for what is not there.
    private async Task<FaultReason?> TryAsync(bool pathStyle, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await bucket.ClientOf(pathStyle).GetObjectAsync(bucket.Name, $"{bucket.Prefix}missing", cancellationToken).ConfigureAwait(false);
            return new FaultReason("something answered for an object that is not there, which the service would not do");
        }
        catch (Exception exception) when (S3Fault.IsMissingObject(exception))
        {
            return null;
        }
        catch (Exception exception) when (S3Fault.IsOne(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return FaultReason.Of(exception, "read a blob", target.IsPlain);
        }
    }
}
