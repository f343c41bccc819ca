namespace Attachments.Content.Archives;

/// <summary>An entry to write, and where it is to lie.</summary>
internal sealed record ZipItem(string Name)
{
    public byte[] Content { get; init; } = [];

    /// <summary>Gets the bytes in the archive, where they are not the content's as the method makes them.</summary>
    public byte[]? Data { get; init; }

    public byte[]? RawName { get; init; }

    public ushort Method { get; init; } = 8;

    public ushort Flags { get; init; } = 0x0800;

    public byte[] Extra { get; init; } = [];

    public ZipDescriptorKind Descriptor { get; init; }

    public bool IsListed { get; init; } = true;

    public uint Mode { get; init; } = 0x81A4;

    /// <summary>Gets the system that the archive says it was made on; 3 is Unix.</summary>
    public byte Host { get; init; } = 3;

    public uint? LocalChecksum { get; init; }

    public long? LocalCompressed { get; init; }

    public long? LocalExpanded { get; init; }

    public string? ListedName { get; init; }

    public ushort? ListedMethod { get; init; }

    public uint? ListedChecksum { get; init; }

    public long? ListedCompressed { get; init; }

    public long? ListedExpanded { get; init; }

    public long? ListedOffset { get; init; }
}
