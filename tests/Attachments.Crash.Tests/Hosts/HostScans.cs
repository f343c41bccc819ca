using System.Collections.Concurrent;

namespace Attachments.Crash.Hosts;

/// <summary>What a host has told of its claims and scans. It still stands when the host is dead.</summary>
internal sealed class HostScans
{
    private readonly ConcurrentDictionary<Guid, Guid> claims = [];
    private readonly ConcurrentDictionary<Guid, int> scanning = [];
    private readonly ConcurrentQueue<Guid> refused = [];
    private int ended;

    /// <summary>The claims that it ever had: the blob of each token.</summary>
    public IReadOnlyDictionary<Guid, Guid> Claims => claims;

    /// <summary>The blobs that it is in the midst of.</summary>
    public ICollection<Guid> UnderWay => [.. scanning.Where(scan => scan.Value > 0).Select(scan => scan.Key)];

    /// <summary>The claims of which it was told that they are no longer its own.</summary>
    public IReadOnlyCollection<Guid> Refused => refused;

    /// <summary>How many scans came to an end, of whatever kind.</summary>
    public int Ended => Volatile.Read(ref ended);

    public bool IsScanning => scanning.Any(scan => scan.Value > 0);

    public void Read(string[] report)
    {
        var subject = Guid.Parse(report[1]);
        switch (report[0])
        {
            case "claimed":
                claims[subject] = Guid.Parse(report[2]);
                break;
            case "scanning":
                scanning.AddOrUpdate(subject, 1, (_, count) => count + 1);
                break;
            case "scanned":
                scanning.AddOrUpdate(subject, 0, (_, count) => count - 1);
                Interlocked.Increment(ref ended);
                break;
            case "refused":
                refused.Enqueue(subject);
                break;
            default:
                throw new InvalidOperationException($"A host reported {string.Join(' ', report)}.");
        }
    }
}
