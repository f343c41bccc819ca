using Attachments.Content;

namespace Attachments.Ingestion;

/// <summary>All inspections of one upload.</summary>
internal sealed class InspectionSet : IAsyncDisposable
{
    private readonly List<ContentInspection> inspections = [];

    public void Begin(IContentInspector[] inspectors, InspectedUpload upload)
    {
        foreach (var inspector in inspectors)
        {
            if (inspector.Begin(upload) is { } inspection)
                inspections.Add(inspection);
        }
    }

    public async ValueTask<Rejection?> InspectAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        foreach (var inspection in inspections)
        {
            if (await inspection.InspectAsync(bytes, cancellationToken).ConfigureAwait(false) is { } refused)
                return refused;
        }

        return null;
    }

    public async ValueTask<Rejection?> CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var inspection in inspections)
        {
            if (await inspection.CompleteAsync(cancellationToken).ConfigureAwait(false) is { } refused)
                return refused;
        }

        return null;
    }

    public ValueTask DisposeAsync() => DisposeFromAsync(0);

    // Each one is disposed, also where the one before it throws.
    private async ValueTask DisposeFromAsync(int index)
    {
        if (index == inspections.Count)
            return;

        try
        {
            await inspections[index].DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await DisposeFromAsync(index + 1).ConfigureAwait(false);
        }
    }
}
