namespace Attachments.Content.Archives;

/// <summary>How far archives are looked into, and what is not accepted of them. Section <c>Attachments:Archives</c>.</summary>
/// <remarks>
/// Archives are read while they stream and are never unpacked: bytes of entries are counted and thrown away. ZIP and what is built on it (Office documents,
/// OpenDocument, …), tar and gzip are known to this library; other formats come as <see cref="IArchiveFormat"/>. The limits hold for one upload, with
/// everything that is nested in it.
/// </remarks>
public sealed class ArchiveOptions
{
    /// <summary>Gets or sets the most entries that an archive may have, with those of the archives in it.</summary>
    /// <value>1 or more. The default is 10,000.</value>
    public int MaxEntries { get; set; } = 10_000;

    /// <summary>Gets or sets how deep archives may be nested.</summary>
    /// <value>0 to 16. 1 is an archive without another in it; 0 turns the inspection of archives off. The default is 3.</value>
    public int MaxDepth { get; set; } = 3;

    /// <summary>Gets or sets how many bytes an archive may expand to, with those of the archives in it.</summary>
    /// <value>In bytes, 1 or more. The default is 1,073,741,824 (1 GiB).</value>
    /// <remarks>Bytes are counted as they are expanded. What an archive says of itself is believed in nothing.</remarks>
    public long MaxExpandedSize { get; set; } = 1_073_741_824;

    /// <summary>Gets or sets how many times as long as itself an archive may expand to, at any point of it.</summary>
    /// <value>1 or more. The default is 200. Asked only of what expands to more than 1 MiB.</value>
    public int MaxRatio { get; set; } = 200;

    /// <summary>Gets or sets for how long one upload may be looked into.</summary>
    /// <value>More than zero: the time spent in it, without the time that it waited for bytes. The default is 10 seconds.</value>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how much memory one upload may take for what its archives ask for: listings, dictionaries, windows.</summary>
    /// <value>In bytes, 1,048,576 (1 MiB) or more. The default is 33,554,432 (32 MiB).</value>
    public long MemoryLimit { get; set; } = 33_554_432;

    /// <summary>Gets or sets what becomes of archives that cannot be looked into: encrypted entries, unknown compression, formats that nothing here reads.</summary>
    /// <value>The default is <see cref="UnreadableArchives.Accept"/>; names are looked at all the same where they can be read.</value>
    public UnreadableArchives Unreadable { get; set; }

    /// <summary>Gets or sets what becomes of Office documents with macros.</summary>
    /// <value>The default is <see cref="OfficeMacros.RefuseUndeclared"/>.</value>
    public OfficeMacros Macros { get; set; }
}
