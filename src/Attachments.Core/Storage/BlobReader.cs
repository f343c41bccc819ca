using System.IO.Pipelines;

namespace Attachments.Storage;

/// <summary>One sequential read of a range of a published blob.</summary>
/// <remarks>A blob that is deleted while it is read may be read to its end or end in an exception, never in other bytes.</remarks>
public abstract class BlobReader : IAsyncDisposable
{
    /// <summary>Copies the whole range, once.</summary>
    /// <param name="destination">Where to. It is flushed but not completed. The copy ends early, without an exception, when its reader has completed.</param>
    /// <param name="cancellationToken">Cancels the copy.</param>
    /// <exception cref="BlobStoreException">The store failed or held fewer bytes than the range asks for.</exception>
    public abstract ValueTask CopyToAsync(PipeWriter destination, CancellationToken cancellationToken);

    /// <summary>Frees what the reader holds.</summary>
    public abstract ValueTask DisposeAsync();
}
