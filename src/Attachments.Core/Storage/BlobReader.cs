using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;

namespace Attachments.Storage;

/// <summary>One sequential read of a range of a published blob.</summary>
/// <remarks>A blob that is deleted while it is read may be read to its end or end in an exception, never in other bytes.</remarks>
public abstract class BlobReader : IAsyncDisposable
{
    /// <summary>Gets the open file of which the reader reads every byte, for whoever can do more with it than with its bytes.</summary>
    /// <value>
    /// Null, unless overridden: where the bytes are no file on this machine, or are not all that the file has. The reader's own, until it is disposed; not to be written to,
    /// and only to be read at given positions.
    /// </value>
    public virtual SafeFileHandle? File => null;

    /// <summary>Copies the whole range, once.</summary>
    /// <param name="destination">Where to. It is flushed but not completed. The copy ends early, without an exception, when its reader has completed.</param>
    /// <param name="cancellationToken">Cancels the copy.</param>
    /// <exception cref="BlobStoreException">The store failed or held fewer bytes than the range asks for.</exception>
    public abstract ValueTask CopyToAsync(PipeWriter destination, CancellationToken cancellationToken);

    /// <summary>Frees what the reader holds.</summary>
    public abstract ValueTask DisposeAsync();
}
