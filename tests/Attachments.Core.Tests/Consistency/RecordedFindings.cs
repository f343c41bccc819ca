namespace Attachments.Consistency;

internal sealed class RecordedFindings : IConsistencyObserver
{
    public List<ConsistencyFinding> Findings { get; } = [];

    public List<ConsistencyProgress> Progress { get; } = [];

    public Action<ConsistencyProgress>? OnProgress { get; set; }

    public IEnumerable<ConsistencyFindingKind> Kinds => Findings.Select(finding => finding.Kind);

    public ValueTask FoundAsync(ConsistencyFinding finding, CancellationToken cancellationToken)
    {
        Findings.Add(finding);
        return default;
    }

    public ValueTask ProgressedAsync(ConsistencyProgress progress, CancellationToken cancellationToken)
    {
        Progress.Add(progress);
        OnProgress?.Invoke(progress);
        return default;
    }
}
