using Attachments.Diagnostics;

namespace Attachments.Storage;

internal sealed class StoreProbe(IBlobStore store) : IReadinessProbe
{
    public string Name => "storage";

    public ValueTask CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);
}
