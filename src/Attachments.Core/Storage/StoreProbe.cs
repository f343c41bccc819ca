using Attachments.Diagnostics;

namespace Attachments.Storage;

internal sealed class StoreProbe(IBlobStore store) : IReadinessProbe
{
    public string Name => "storage";

    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        await store.CheckAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }
}
