namespace Attachments.Content;

/// <summary>One look at one upload's bytes.</summary>
/// <remarks>
/// Calls come one at a time, in the order of the bytes. The bytes are stored at the same time, but not visible before every inspection has
/// completed without a refusal. Disposed by the library on every way out.
/// </remarks>
public abstract class ContentInspection : IAsyncDisposable
{
    /// <summary>Sees the next bytes.</summary>
    /// <param name="bytes">Valid until the returned task completes: copy what must outlive it.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>A refusal ends the upload at once; null lets it go on.</returns>
    public abstract ValueTask<Rejection?> InspectAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Learns that the last byte has passed.</summary>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>A refusal, or null.</returns>
    public virtual ValueTask<Rejection?> CompleteAsync(CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
