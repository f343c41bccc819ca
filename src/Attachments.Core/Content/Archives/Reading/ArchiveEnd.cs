namespace Attachments.Content.Archives.Reading;

/// <summary>Demands that nothing but zeros stands behind an archive's end: tools fill up to the length of a block with them.</summary>
internal static class ArchiveEnd
{
    private const int PieceLength = 4096;

    /// <exception cref="ArchiveRefusedException">There is more.</exception>
    public static async ValueTask DemandAsync(ForwardReader reader, ArchiveWalk walk, CancellationToken cancellationToken)
    {
        while (await reader.PeekAsync(PieceLength, cancellationToken).ConfigureAwait(false) is { IsEmpty: false } rest)
        {
            if (rest.Span.ContainsAnyExcept((byte)0))
                throw walk.Refuse("The archive has bytes behind its end");

            reader.Take(rest.Length);
        }
    }
}
