using System.Collections.Concurrent;
using Attachments.Persistence;

namespace Attachments.Relational.Tests.Stress;

// What callers were told, to hold it against the rows at the end.
internal sealed class StressRecord
{
    private readonly ConcurrentDictionary<AttachmentId, bool> askedToDelete = new();

    public ConcurrentDictionary<AttachmentId, TenantMessage> Acknowledged { get; } = new();

    public ConcurrentDictionary<string, int> Operations { get; } = new();

    public ConcurrentDictionary<string, Exception> Faults { get; } = new();

    public void Count(string operation) => Operations.AddOrUpdate(operation, 1, (_, count) => count + 1);

    public void AskToDelete(IEnumerable<AttachmentId> attachments)
    {
        foreach (var attachment in attachments)
            askedToDelete[attachment] = true;
    }

    public bool MayBeGone(AttachmentId attachment) => askedToDelete.ContainsKey(attachment);

    public override string ToString() => string.Join(", ", Operations.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"))
        + string.Concat(Faults.Keys.Select(fault => $"{Environment.NewLine}  fault: {fault}"));
}
