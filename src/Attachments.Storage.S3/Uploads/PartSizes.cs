namespace Attachments.Storage.S3.Uploads;

/// <summary>How long each part of an upload is.</summary>
/// <remarks>
/// The first thousand have the size that is set, so that memory does not depend on a file's length up to 8 GiB; from there on they double every 900,
/// so that 10,000 of them reach what a service takes. Where more than one is expected, the first is as short as services allow: it is on its way while the
/// next ones come. The expected length decides nothing else, because it comes from a client.
/// </remarks>
internal sealed class PartSizes
{
    public const int MostParts = 10_000;

    private const long Shortest = 5 * 1024 * 1024;
    private const int PartsOfFirstSize = 1_000;
    private const int PartsPerSize = 900;
    private const long Longest = 5L * 1024 * 1024 * 1024;

    // Where all parts have one length it must be chosen before anything is known but the hint, and the hint must not choose a host's memory.
    private const long LongestByHint = 64L * 1024 * 1024;

    private readonly long leading;
    private readonly long first;
    private readonly bool equal;

    private PartSizes(long leading, long first, bool equal, long? expectedLength)
    {
        this.leading = leading;
        this.first = first;
        this.equal = equal;
        ExpectsSeveral = expectedLength > first;
    }

    /// <summary>Gets whether the expected length is longer than one part.</summary>
    public bool ExpectsSeveral { get; }

    public static PartSizes Growing(long first, long? expectedLength = null) =>
        new(expectedLength > first ? Math.Min(first, Shortest) : first, first, equal: false, expectedLength);

    public static PartSizes Equal(long first, long? expectedLength)
    {
        var size = Math.Max(first, Math.Min(LongestByHint, RoundUp((expectedLength ?? 0) / MostParts)));
        return new(size, size, equal: true, expectedLength);
    }

    /// <summary>Gets the length of a part.</summary>
    /// <param name="number">Its number; 1 is the first.</param>
    public long Of(int number)
    {
        if (number == 1)
            return leading;

        if (equal || number <= PartsOfFirstSize)
            return first;

        var doublings = 1 + ((number - PartsOfFirstSize - 1) / PartsPerSize);
        return Math.Min(Longest, first << doublings);
    }

    private static long RoundUp(long size) => (size + SegmentPool.SegmentSize) / SegmentPool.SegmentSize * SegmentPool.SegmentSize;
}
