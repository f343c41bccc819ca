using Attachments.Diagnostics;

namespace Attachments.Storage.Migration.Hosting;

// The probes that the stores bring themselves; that both can be written to and read is asked by the library's own.
internal sealed class StoreSidesProbe(IBlobStore store, StoreSides sides) : IReadinessProbe
{
    public string Name => "storage-migration";

    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if (store is not MigratingBlobStore)
            return null;

        string? degraded = null;
        foreach (var probe in sides.From.Probes.Concat(sides.To.Probes))
        {
            // Each is asked: what one warns of must not hide what the next one fails at.
            var warning = await probe.CheckAsync(cancellationToken).ConfigureAwait(false);
            degraded ??= warning;
        }

        return degraded;
    }
}
