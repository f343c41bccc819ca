using Attachments.Diagnostics;

namespace Attachments.Storage.FileSystem;

internal sealed class FileSystemStoreProbe(IBlobStore store) : IReadinessProbe
{
    public string Name => "storage";

    public ValueTask CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);
}
