using Attachments.Content;

namespace Attachments.Ingestion;

/// <summary>All inspections of one upload.</summary>
internal sealed class InspectionSet : IAsyncDisposable
{
    private readonly List<ContentInspection> inspections = [];

    public InspectionSet(IContentInspector[] inspectors, InspectedUpload upload)
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

    public async ValueTask DisposeAsync()
    {
        foreach (var inspection in inspections)
            await inspection.DisposeAsync().ConfigureAwait(false);
    }
}
