namespace Attachments.Content.Archives;

/// <summary>Reads archives of one format while they stream. Add one with <c>AddArchiveFormat</c> to have further formats looked into.</summary>
public interface IArchiveFormat
{
    /// <summary>Says whether a file is of this format.</summary>
    /// <param name="head">The file's first bytes, at least 512 where it has as many.</param>
    bool Recognises(ReadOnlySpan<byte> head);

    /// <summary>Shows every entry to <paramref name="walk"/>, in the order in which they stand in the archive.</summary>
    /// <param name="content">The archive from its first byte. It goes forward only, may be read to its end and beyond no further, and is not disposed by the format.</param>
    /// <param name="walk">Where entries are shown, and refusals are made.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <exception cref="InvalidDataException">The archive makes no sense.</exception>
    /// <exception cref="EndOfStreamException">The archive ends too early.</exception>
    /// <remarks>
    /// Whatever <paramref name="walk"/> and <paramref name="content"/> throw is passed on: an upload is refused by it. Nothing that grows with what an archive
    /// says is held without asking <see cref="ArchiveWalk.Hold"/>. Bytes behind the archive's end are left unread where they are harmless.
    /// </remarks>
    ValueTask ReadAsync(Stream content, ArchiveWalk walk, CancellationToken cancellationToken);
}
