using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning.VirusTotal.Quota;

/// <summary>The requests that may still be sent: never more than the key allows in any 60 seconds, and none while VirusTotal says that its quota is used up.</summary>
/// <remarks>
/// A sliding window and no token bucket: a full bucket that refills while it is emptied lets almost twice its size through in its first minute.
/// A scan reserves all that it may need before it begins. Otherwise many scans spend every request on look-ups, and none has one left for its upload.
/// </remarks>
internal sealed class RequestQuota(IOptions<VirusTotalOptions> options, TimeProvider clock, ILogger<RequestQuota> logger)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    private readonly int limit = options.Value.RequestsPerMinute;
    private readonly Lock gate = new();
    private readonly Queue<long> sent = new();
    private int reserved;
    private long pauseBegan;
    private TimeSpan pause;
    private int refusals;

    /// <summary>Reserves requests for one scan.</summary>
    /// <param name="requests">How many it may need at most.</param>
    /// <exception cref="ScannerUnavailableException">There are not so many now; the exception says when there will be.</exception>
    public QuotaReservation Reserve(int requests) =>
        TryReserve(requests, out var wait)
            ? new QuotaReservation(this, requests)
            : throw new ScannerUnavailableException("The quota of requests to VirusTotal is used up for now.") { RetryAfter = wait };

    public bool TryReserve(int requests, out TimeSpan wait)
    {
        lock (gate)
        {
            wait = pause - clock.GetElapsedTime(pauseBegan);
            if (pause > TimeSpan.Zero && wait > TimeSpan.Zero)
                return false;

            wait = limit == 0 ? TimeSpan.Zero : FindWait(requests);
            if (wait > TimeSpan.Zero)
                return false;

            reserved += requests;
            return true;
        }
    }

    /// <summary>Turns a reservation into a request that is sent now.</summary>
    public void Spend()
    {
        lock (gate)
        {
            reserved--;
            if (limit > 0)
                sent.Enqueue(clock.GetTimestamp());
        }
    }

    public void GiveBack(int requests)
    {
        lock (gate)
            reserved -= requests;
    }

    /// <summary>Learns that VirusTotal refused a request for its quota, and stops sending.</summary>
    /// <param name="retryAfter">What it said of when to try again. Where it said nothing: a minute, and twice as long for every further refusal, for a daily quota looks no other than one of a minute.</param>
    /// <returns>How long nothing is sent.</returns>
    public TimeSpan Pause(TimeSpan? retryAfter)
    {
        TimeSpan refused;
        lock (gate)
        {
            // Requests that were under way together are refused together: that is one refusal, and the longest pause of theirs.
            var left = pause - clock.GetElapsedTime(pauseBegan);
            var isFirst = pause == TimeSpan.Zero || left <= TimeSpan.Zero;
            var doubled = Window * Math.Pow(2, Math.Min(isFirst ? refusals++ : 0, 10));
            var asked = retryAfter is { } told ? Min(told, LongestRetryAfter) : Min(doubled, LongestPause);
            if (!isFirst && asked <= left)
                return left;

            pause = asked;
            pauseBegan = clock.GetTimestamp();
            refused = pause;
        }

        logger.QuotaRefused(refused);
        return refused;
    }

    /// <summary>Learns that VirusTotal took a request.</summary>
    public void Resume()
    {
        lock (gate)
            refusals = 0;
    }

    // As long as it takes until enough of the requests that were sent leave the window. Others' reservations are spent or given back at a time that nobody knows.
    private TimeSpan FindWait(int requests)
    {
        while (sent.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= Window)
            sent.Dequeue();

        var surplus = sent.Count + reserved + requests - limit;
        if (surplus <= 0)
            return TimeSpan.Zero;

        return surplus <= sent.Count ? Window - clock.GetElapsedTime(sent.ElementAt(surplus - 1)) : Window / limit;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
