using Attachments.Storage.S3.Connection;
using Attachments.Storage.S3.Diagnosis;

namespace Attachments.Storage.S3.Probing;

/// <summary>Takes one step after the other. What a step throws is its result.</summary>
internal sealed class StepList(bool isPlain)
{
    private readonly List<S3ProbeStep> steps = [];

    public IReadOnlyList<S3ProbeStep> Steps => steps;

    public bool HasFailed => steps.Exists(static step => step.Outcome == S3ProbeOutcome.Failed);

    /// <summary>Takes a step.</summary>
    /// <param name="name">What is tried.</param>
    /// <param name="step">Tries it.</param>
    /// <param name="otherwise">What it is where the service refuses.</param>
    /// <param name="cancellationToken">Ends the probe.</param>
    public async Task<S3ProbeOutcome> TakeAsync(string name, Func<Task<StepResult>> step, S3ProbeOutcome otherwise, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var result = await ResultOfAsync(step, otherwise, cancellationToken).ConfigureAwait(false);
        steps.Add(new S3ProbeStep(name, result.Outcome, result.Detail));
        return result.Outcome;
    }

    private async Task<StepResult> ResultOfAsync(Func<Task<StepResult>> step, S3ProbeOutcome otherwise, CancellationToken cancellationToken)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (Exception exception) when (S3Fault.IsOne(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reason = FaultReason.Of(exception, isPlain: isPlain).Text;

            // What a hiccup seems to say of a service, a recommendation would make a setting.
            return otherwise == S3ProbeOutcome.Lacking && S3Fault.IsPassing(exception)
                ? StepResult.Failed($"{reason}; this may pass, so probe again")
                : new StepResult(otherwise, reason);
        }
    }
}
