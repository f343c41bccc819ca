namespace Attachments.Ingestion;

/// <summary>Sizes that were measured; benchmarks vary them (docs/performance.md has the figures and the command).</summary>
internal sealed record IngestTuning
{
    /// <summary>Gets how many bytes are gathered before they are inspected, hashed and written.</summary>
    /// <remarks>A receive brings 4 KiB at a time, and one write each takes twice the time. From 64 KiB to 256 KiB the differences were near the noise; a larger block takes more memory for every upload.</remarks>
    public int BlockSize { get; init; } = 128 * 1024;

    /// <summary>Gets from which length on blocks are hashed beside their write and the next block's receipt.</summary>
    /// <remarks>It costs a second block and a thread. At 128 KiB it took 7 % less time, which is near the noise: a gain is not clearly shown.</remarks>
    public long OverlapFrom { get; init; } = 1024 * 1024;
}
