namespace Attachments.Consistency;

/// <summary>What a check has counted.</summary>
/// <param name="Blobs">How many blobs' rows were held against the store.</param>
/// <param name="Bytes">How many bytes were read and hashed.</param>
/// <param name="Objects">How many objects were held against the rows.</param>
/// <param name="Stagings">How many stagings were looked at, live ones included.</param>
/// <param name="Findings">How much was found to be wrong.</param>
/// <param name="Repaired">How much of that was put right.</param>
public sealed record ConsistencyCounts(long Blobs, long Bytes, long Objects, long Stagings, long Findings, long Repaired);
