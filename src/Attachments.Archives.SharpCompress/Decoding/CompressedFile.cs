using Attachments.Content.Archives;

namespace Attachments.Archives.SharpCompress.Decoding;

/// <summary>Formats that compress one file.</summary>
internal static class CompressedFile
{
    private const int PieceLength = 2048;

    /// <summary>What the file becomes where it is unpacked: the archive's name without its last extension.</summary>
    public static ArchiveEntry Entry(ArchiveWalk walk) => new(NameOf(walk.Name));

    /// <summary>Demands that nothing but zeros follows: tapes are filled with them.</summary>
    public static async ValueTask DemandEndAsync(InputWindow input, ArchiveWalk walk, CancellationToken cancellationToken)
    {
        while (await input.PeekAsync(PieceLength, cancellationToken).ConfigureAwait(false) is { IsEmpty: false } rest)
        {
            if (rest.Span.ContainsAnyExcept((byte)0))
                throw walk.Refuse("The archive has bytes behind its end");

            input.Take(rest.Length);
        }
    }

    // As tools name it: these extensions stand for two.
    private static string NameOf(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".TBZ" or ".TBZ2" or ".TXZ" or ".TLZ" or ".TZST" or ".TAZ" => Path.ChangeExtension(name, ".tar"),
        _ => Path.GetFileNameWithoutExtension(name),
    };
}
