namespace Attachments.Storage.S3.Probing;

/// <summary>One probe from its first request to its report.</summary>
internal sealed class ProbeRun(ProbeTarget target)
{
    private readonly Findings findings = new();
    private readonly StepList steps = new(target.IsPlain);

    public async Task<S3ProbeReport> RunAsync(CancellationToken cancellationToken)
    {
        using var bucket = new ProbeBucket(target);
        var cleanUp = new CleanUpStep(bucket, steps);

        try
        {
            await TakeStepsAsync(bucket, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also where the probe was cancelled, on a time of its own.
            await cleanUp.TakeAsync().ConfigureAwait(false);
        }

        return Report();
    }

    private async Task TakeStepsAsync(ProbeBucket bucket, CancellationToken cancellationToken)
    {
        if (!await new ConnectionSteps(bucket, target, findings, steps).TakeAsync(cancellationToken).ConfigureAwait(false)
            || !await new WriteSteps(bucket, target, findings, steps).TakeAsync(cancellationToken).ConfigureAwait(false))
            return;

        await new ReadSteps(bucket, steps).TakeAsync(cancellationToken).ConfigureAwait(false);
        await new ConditionSteps(bucket, findings, steps).TakeAsync(cancellationToken).ConfigureAwait(false);
        await new MultipartSteps(bucket, findings, steps).TakeAsync(cancellationToken).ConfigureAwait(false);
        await new ExtraSteps(bucket, target, steps).TakeAsync(cancellationToken).ConfigureAwait(false);
    }

    private S3ProbeReport Report()
    {
        if (steps.HasFailed)
            return new S3ProbeReport { Verdict = S3ProbeVerdict.DoesNotWork, Steps = steps.Steps };

        var recommended = Recommendation.For(target, findings);
        return new S3ProbeReport
        {
            Verdict = recommended.IsConfigured ? S3ProbeVerdict.Works : S3ProbeVerdict.WorksOtherwise,
            Steps = steps.Steps,
            Profile = recommended.Profile,
            Overrides = recommended.Overrides,
            Settings = SettingsSnippet.Of(target.Store, recommended),
        };
    }
}
