using System.Diagnostics.CodeAnalysis;
using Attachments.Content;

namespace Attachments.Scanning.VirusTotal;

/// <summary>Which analyses this process has asked for and not seen finished, so that the next try asks for their result and never uploads the same bytes again.</summary>
/// <remarks>After a restart the look-up by digest finds them. Bounded: of very many the first is forgotten.</remarks>
internal sealed class PendingAnalyses(TimeProvider clock)
{
    /// <summary>How long an analysis takes at most, by far. After that something went wrong with it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const int MaxCount = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<ContentDigest, (string Id, long At)> analyses = [];
    private readonly Queue<ContentDigest> order = new();

    public void Add(ContentDigest digest, string analysis)
    {
        lock (gate)
        {
            analyses[digest] = (analysis, clock.GetTimestamp());
            order.Enqueue(digest);
            while (order.Count > MaxCount)
                analyses.Remove(order.Dequeue());
        }
    }

    public bool TryGet(ContentDigest digest, [NotNullWhen(true)] out string? analysis)
    {
        lock (gate)
        {
            analysis = analyses.TryGetValue(digest, out var pending) && clock.GetElapsedTime(pending.At) < Longest ? pending.Id : null;
            return analysis is not null;
        }
    }

    public void Remove(ContentDigest digest)
    {
        lock (gate)
            analyses.Remove(digest);
    }
}
