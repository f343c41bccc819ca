using System.ComponentModel.DataAnnotations;

namespace Attachments.Storage.S3;

/// <summary>In which pieces bytes travel, and how much memory they may take. Section <c>Attachments:Storage:S3</c>.</summary>
public sealed class S3TransferOptions
{
    /// <summary>Gets or sets how long a part of a multipart upload is at first; what is not longer is sent as one object when it is committed.</summary>
    /// <value>In bytes, 5,242,880 (5 MiB, the least that services take) to 536,870,912 (512 MiB). The default is 8,388,608 (8 MiB).</value>
    /// <remarks>An upload holds at most one part in memory, and more only out of <see cref="SharedBuffer"/>. Parts grow from the thousandth on, so that 10,000 of them reach 5 TiB.</remarks>
    [Range(5 * 1024 * 1024, 512 * 1024 * 1024, ErrorMessage = "PartSize of the S3 store must be from 5242880 to 536870912 bytes.")]
    public int PartSize { get; set; } = 8 * 1024 * 1024;

    /// <summary>Gets or sets how many parts of one upload are sent at once.</summary>
    /// <value>1 to 64. The default is 4.</value>
    [Range(1, 64, ErrorMessage = "ParallelParts of the S3 store must be from 1 to 64.")]
    public int ParallelParts { get; set; } = 4;

    /// <summary>Gets or sets how many bytes all uploads together may hold beside the one part that each of them has.</summary>
    /// <value>In bytes, 0 or more. The default is 67,108,864 (64 MiB).</value>
    /// <remarks>What is used up slows uploads down, and never stops one: each sends its own part before it takes more.</remarks>
    [Range(0, long.MaxValue, ErrorMessage = "SharedBuffer of the S3 store must be 0 bytes or more.")]
    public long SharedBuffer { get; set; } = 64L * 1024 * 1024;

    /// <summary>Gets or sets how many connections to the service may be open at once.</summary>
    /// <value>1 to 10,000. The default is 1,024. Every download takes one for as long as it lasts; what finds none free waits, for the resilience options' <c>IdleTimeout</c> at most.</value>
    [Range(1, 10_000, ErrorMessage = "MaxConnections of the S3 store must be from 1 to 10000.")]
    public int MaxConnections { get; set; } = 1024;
}
