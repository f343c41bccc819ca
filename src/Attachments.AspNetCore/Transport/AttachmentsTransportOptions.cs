namespace Attachments.AspNetCore;

/// <summary>How the server receives bytes. Given to <c>UseAttachmentsTransport</c>.</summary>
public sealed class AttachmentsTransportOptions
{
    /// <summary>Gets or sets how many bytes one receive may bring.</summary>
    /// <value>In bytes, 4,096 to 1,048,576, a multiple of 4,096. The default is 65,536 (64 KiB); Kestrel's own is 4,096.</value>
    /// <remarks>A request or an answer under way holds at least one block for each direction; an idle connection holds none.</remarks>
    public int BlockSize { get; set; } = 65_536;

    /// <summary>Gets or sets how many bytes are received ahead of whoever reads a request's body.</summary>
    /// <value>In bytes, at least <see cref="BlockSize"/>. The default is 262,144 (256 KiB); Kestrel's own is 1 MiB. It is the most that a slow store makes an upload hold.</value>
    public int MaxReadBufferSize { get; set; } = 262_144;

    /// <summary>Gets or sets after how long blocks that are not needed any more are given back to the garbage collector.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan EvictionInterval { get; set; } = TimeSpan.FromSeconds(10);

    internal void Validate()
    {
        const int Page = 4096;
        const int Largest = 1_048_576;

        if (BlockSize is < Page or > Largest || BlockSize % Page != 0)
            throw new ArgumentOutOfRangeException(nameof(BlockSize), BlockSize, "BlockSize must be 4096 to 1048576 bytes, and a multiple of 4096.");

        if (MaxReadBufferSize < BlockSize)
            throw new ArgumentOutOfRangeException(nameof(MaxReadBufferSize), MaxReadBufferSize, "MaxReadBufferSize must be at least BlockSize.");

        if (EvictionInterval <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(EvictionInterval), EvictionInterval, "EvictionInterval must be longer than nothing.");
    }
}
