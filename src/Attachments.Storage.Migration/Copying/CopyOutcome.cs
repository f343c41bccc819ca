namespace Attachments.Storage.Migration.Copying;

// What became of one blob: copied, or not and why that is well, or not and why that is not.
internal readonly record struct CopyOutcome(CopyResult Result, StoreCopyFailureKind Failure = default)
{
    public static CopyOutcome Copied => new(CopyResult.Copied);

    public static CopyOutcome Present => new(CopyResult.Present);

    public static CopyOutcome Gone => new(CopyResult.Gone);

    public static CopyOutcome Failed(StoreCopyFailureKind failure) => new(CopyResult.Failed, failure);
}
