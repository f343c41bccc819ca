using Attachments.Storage.Migration;

namespace Attachments.Cli.Migrate;

/// <summary>One blob that was not copied, as a line of JSON.</summary>
internal sealed record FailureLine(StoreCopyFailureKind Failure, string Tenant, Guid Blob)
{
    public static FailureLine Of(StoreCopyFailure failure) => new(failure.Kind, failure.Key.Tenant.Value, failure.Key.Blob.Value);
}
