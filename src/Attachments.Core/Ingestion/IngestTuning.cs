namespace Attachments.Ingestion;

/// <summary>Sizes that were measured; benchmarks vary them (docs/performance.md has the figures and the command).</summary>
internal sealed record IngestTuning
{
    /// <summary>Gets how many bytes are gathered before they are inspected, hashed and written.</summary>
    /// <remarks>A receive brings 4 KiB at a time, and one write each takes twice the time. Above 128 KiB nothing was gained but memory used.</remarks>
    public int BlockSize { get; init; } = 128 * 1024;

    /// <summary>Gets from which length on blocks are hashed beside their write and the next block's receipt.</summary>
    /// <remarks>Above it some 8 % of the time is saved, for a second block and a thread.</remarks>
    public long OverlapFrom { get; init; } = 1024 * 1024;
}
