namespace Attachments.LoadTests.Fleet.Measurements;

/// <summary>Everything that clients asked for.</summary>
internal sealed class OperationLog
{
    private readonly Lock gate = new();
    private readonly List<Operation> operations = [];

    public void Add(Operation operation)
    {
        lock (gate)
            operations.Add(operation);
    }

    public IReadOnlyList<Operation> ToList()
    {
        lock (gate)
            return [.. operations];
    }
}
