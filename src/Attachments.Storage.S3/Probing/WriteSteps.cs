using System.Globalization;
using System.Security.Cryptography;

namespace Attachments.Storage.S3.Probing;

/// <summary>Which bodies are stored as they were sent, and are damaged ones refused?</summary>
internal sealed class WriteSteps(ProbeBucket bucket, ProbeTarget target, Findings findings, StepList steps)
{
    // More than one of the SDK's chunks.
    private const int BodyLength = 100_000;

    public async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        foreach (var mode in WriteMode.All)
        {
            if (await steps.TakeAsync(mode.Name, () => TryAsync(mode, cancellationToken), S3ProbeOutcome.Lacking, cancellationToken).ConfigureAwait(false) == S3ProbeOutcome.Works)
                findings.Add(mode);
        }

        var stored = await steps.TakeAsync("store an object", () => Task.FromResult(Choose()), S3ProbeOutcome.Failed, cancellationToken).ConfigureAwait(false);
        if (stored != S3ProbeOutcome.Works)
            return false;

        await steps.TakeAsync("empty object", () => EmptyAsync(cancellationToken), S3ProbeOutcome.Failed, cancellationToken).ConfigureAwait(false);
        await steps.TakeAsync("changed body is refused", () => ChangedAsync(cancellationToken), S3ProbeOutcome.Warning, cancellationToken).ConfigureAwait(false);
        await steps.TakeAsync("wrong Content-MD5 is refused", () => WrongMd5Async(cancellationToken), S3ProbeOutcome.Lacking, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<StepResult> TryAsync(WriteMode mode, CancellationToken cancellationToken)
    {
        if (mode.Md5 && target.IsPlain)
            return StepResult.Skipped("needs https");

        bucket.Mode = mode;
        var key = bucket.NewKey();
        var sent = RandomNumberGenerator.GetBytes(BodyLength);
        await bucket.PutAsync(key, sent, cancellationToken).ConfigureAwait(false);
        var stored = await bucket.GetAsync(key, cancellationToken).ConfigureAwait(false);

        if (stored is null)
            return StepResult.Lacking("accepted, and then not there");

        return sent.AsSpan().SequenceEqual(stored)
            ? StepResult.Works("stored as it was sent")
            : StepResult.Lacking(string.Create(CultureInfo.InvariantCulture, $"stored damaged: {sent.Length:N0} bytes were sent, {stored.Length:N0} came back"));
    }

    private StepResult Choose()
    {
        var configured = WriteMode.Of(target.Configured);
        if (findings.Modes.Count == 0)
            return StepResult.Failed("no kind of body is stored as it was sent");

        var mode = configured is not null && findings.Modes.Contains(configured) ? configured : findings.Modes[0];
        bucket.Mode = mode;
        return StepResult.Works($"as a {mode.Name}");
    }

    private async Task<StepResult> EmptyAsync(CancellationToken cancellationToken)
    {
        var key = bucket.NewKey();
        await bucket.PutAsync(key, [], cancellationToken).ConfigureAwait(false);
        var stored = await bucket.GetAsync(key, cancellationToken).ConfigureAwait(false);
        return stored is { Length: 0 } ? StepResult.Works("stored") : StepResult.Failed("not stored as it was sent");
    }

    // The signature bears the body's SHA-256, and a service that looks at it notices what a line has changed.
    private async Task<StepResult> ChangedAsync(CancellationToken cancellationToken)
    {
        var put = bucket.PutAsync(bucket.NewKey(), [1, 2, 3], cancellationToken, request => request.UseChunkEncoding = false, bucket.TamperingClient);
        return await ProbeBucket.RefusalOfAsync(put).ConfigureAwait(false) is { } refusal
            ? StepResult.Works($"answered {(int)refusal.Status} {refusal.Code}")
            : StepResult.Warning("accepted: what a line changes on the way is stored changed");
    }

    private async Task<StepResult> WrongMd5Async(CancellationToken cancellationToken)
    {
        var put = bucket.PutAsync(bucket.NewKey(), [1, 2, 3], cancellationToken, request => request.MD5Digest = ProbeBucket.Md5Of([4, 5, 6]));
        return await ProbeBucket.RefusalOfAsync(put).ConfigureAwait(false) is { } refusal
            ? StepResult.Works($"answered {(int)refusal.Status} {refusal.Code}")
            : StepResult.Lacking("accepted: ContentMd5 would guard nothing");
    }
}
