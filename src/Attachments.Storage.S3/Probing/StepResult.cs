namespace Attachments.Storage.S3.Probing;

internal readonly record struct StepResult(S3ProbeOutcome Outcome, string Detail)
{
    public static StepResult Works(string detail) => new(S3ProbeOutcome.Works, detail);

    public static StepResult Lacking(string detail) => new(S3ProbeOutcome.Lacking, detail);

    public static StepResult Warning(string detail) => new(S3ProbeOutcome.Warning, detail);

    public static StepResult Failed(string detail) => new(S3ProbeOutcome.Failed, detail);

    public static StepResult Skipped(string detail) => new(S3ProbeOutcome.Skipped, detail);
}
