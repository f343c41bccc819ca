using Attachments.Consistency;

namespace Attachments.Cli.Fsck;

/// <summary>One finding as a line of JSON.</summary>
internal sealed record FindingLine(ConsistencyFindingKind Finding, string? Tenant, Guid? Blob, string? Name, long? ExpectedLength, long? ActualLength, bool Repaired)
{
    public static FindingLine Of(ConsistencyFinding finding) => new(
        finding.Kind, finding.Key?.Tenant.Value, finding.Key?.Blob.Value, finding.Name, finding.ExpectedLength, finding.ActualLength, finding.IsRepaired);
}
