using Attachments.Content.Archives;

namespace Attachments.Archives.SharpCompress.Decoding;

/// <summary>
/// Bounds how many streams stand behind each other in one file. A decoder makes everything anew for each, in megabytes, be the stream a few bytes long:
/// without a bound, 1 MiB of the shortest took seconds.
/// </summary>
/// <param name="walk">What too many streams refuse.</param>
internal sealed class StreamBudget(ArchiveWalk walk)
{
    // Small files that somebody put behind each other.
    private const long Free = 900;

    // Blocks of 100,000 bytes that keep within the usual ratio (200) are as long.
    private const long BytesEach = 512;

    private long taken;

    /// <summary>Lets a stream begin, or refuses the file.</summary>
    /// <param name="cost">What it costs: 1, or how many hundred thousand bytes its blocks have.</param>
    /// <param name="at">Where it begins.</param>
    public void Take(int cost, long at)
    {
        taken += cost;
        if (taken > Free + (at / BytesEach))
            throw walk.Refuse("The archive is cut into too many streams");
    }
}
