namespace Attachments.Storage.S3.Uploads;

/// <summary>How long each part of an upload is.</summary>
/// <remarks>
/// The first thousand have the size that is set, so that memory does not depend on a file's length up to 8 GiB; from there on they double every 900,
/// so that 10,000 of them reach what a service takes. The expected length is not asked: it comes from a client.
/// </remarks>
internal sealed class PartSizes
{
    public const int MostParts = 10_000;

    private const int PartsOfFirstSize = 1_000;
    private const int PartsPerSize = 900;
    private const long Longest = 5L * 1024 * 1024 * 1024;

    // Where all parts have one length it must be chosen before anything is known but the hint, and the hint must not choose a host's memory.
    private const long LongestByHint = 64L * 1024 * 1024;

    private readonly long first;
    private readonly bool equal;

    private PartSizes(long first, bool equal)
    {
        this.first = first;
        this.equal = equal;
    }

    public static PartSizes Growing(long first) => new(first, equal: false);

    public static PartSizes Equal(long first, long? expectedLength) =>
        new(Math.Max(first, Math.Min(LongestByHint, RoundUp((expectedLength ?? 0) / MostParts))), equal: true);

    /// <summary>Gets the length of a part.</summary>
    /// <param name="number">Its number; 1 is the first.</param>
    public long Of(int number)
    {
        if (equal || number <= PartsOfFirstSize)
            return first;

        var doublings = 1 + ((number - PartsOfFirstSize - 1) / PartsPerSize);
        return Math.Min(Longest, first << doublings);
    }

    private static long RoundUp(long size) => (size + SegmentPool.SegmentSize) / SegmentPool.SegmentSize * SegmentPool.SegmentSize;
}
