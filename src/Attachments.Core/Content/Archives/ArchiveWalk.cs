using Attachments.Content.Archives.Reading;

namespace Attachments.Content.Archives;

/// <summary>Where an <see cref="IArchiveFormat"/> shows what it reads in one archive.</summary>
/// <remarks>Whatever its members throw ends the upload with a refusal, and is passed on.</remarks>
public sealed class ArchiveWalk
{
    private readonly FileWalk walk;
    private readonly ArchiveFile archive;

    internal ArchiveWalk(FileWalk walk, ArchiveFile archive)
    {
        this.walk = walk;
        this.archive = archive;
    }

    /// <summary>Gets the archive's own name.</summary>
    /// <value>The file's, or the entry's where the archive is in another one.</value>
    public string Name => archive.Name;

    /// <summary>Gets whether a file that begins as an archive must be one to its end (<c>Attachments:Types:Verification</c> is <c>Strict</c>).</summary>
    internal bool IsStrict => walk.IsStrict;

    /// <summary>Shows an entry whose content can be read.</summary>
    /// <param name="entry">What the archive says of it.</param>
    /// <param name="content">The entry's expanded bytes, from the first one. They are read to their end before the task completes; the format disposes the stream.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    public async ValueTask EnterAsync(ArchiveEntry entry, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(content);

        walk.Admit(entry, archive);
        await walk.ReadEntryAsync(content, new ArchiveFile(entry.Name, archive.Depth + 1, archive), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Shows an entry whose content cannot be read, because it is encrypted or compressed in a way that the format does not know.</summary>
    /// <param name="entry">What the archive says of it.</param>
    public void EnterUnreadable(ArchiveEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);

        walk.Admit(entry, archive);
        walk.CannotRead();
    }

    /// <summary>Refuses the upload.</summary>
    /// <param name="detail">Why: one English sentence for the person who reads the answer, without its full stop and without names from the archive.</param>
    /// <returns>What to throw.</returns>
    public Exception Refuse(string detail)
    {
        ArgumentException.ThrowIfNullOrEmpty(detail);
        return walk.Budget.Refuse(detail);
    }

    /// <summary>Asks for memory whose size the archive determines; more than the options allow refuses the upload.</summary>
    /// <param name="bytes">How many bytes, 0 or more.</param>
    /// <returns>Disposed when the memory is free again.</returns>
    public IDisposable Hold(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new HeldMemory(walk.Budget, bytes);
    }

    /// <summary>Holds another name of an entry to the rules: some readers take it in place of the first.</summary>
    internal void CheckName(string name) => walk.CheckName(name);

    /// <summary>Holds the name of what has no content to the rules.</summary>
    internal void CheckPath(string name) => walk.CheckPath(name);
}
