namespace Attachments.Storage.Migration;

/// <summary>What a copying has counted.</summary>
/// <param name="Blobs">How many blobs' rows were looked at.</param>
/// <param name="Copied">How many were copied, or would have been in a dry run.</param>
/// <param name="Bytes">How many bytes those have.</param>
/// <param name="Present">How many the new store had already.</param>
/// <param name="Gone">How many have no bytes (any more): deleted meanwhile, or removed as infected.</param>
/// <param name="Failed">How many could not be copied.</param>
public sealed record StoreCopyCounts(long Blobs, long Copied, long Bytes, long Present, long Gone, long Failed);
