using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;

namespace Attachments.Storage.S3.Connection;

/// <summary>What time it is where stagings are stamped: the service's own clock, read off the answers it gives.</summary>
internal sealed class ServerClock
{
    private readonly TimeProvider clock;
    private readonly Lock turn = new();
    private DateTimeOffset? seen;
    private long seenAt;

    public ServerClock(IAmazonS3 client, TimeProvider clock)
    {
        this.clock = clock;
        if (client is AmazonServiceClient service)
            service.AfterResponseEvent += OnResponse;
    }

    /// <summary>Gets the time. Before the first answer it is the host's.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (turn)
                return seen is { } time ? time + clock.GetElapsedTime(seenAt) : clock.GetUtcNow();
        }
    }

    private void OnResponse(object sender, ResponseEventArgs response)
    {
        if (response is not WebServiceResponseEventArgs { ResponseHeaders: { } headers }
            || !headers.TryGetValue("Date", out var text)
            || !DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return;

        lock (turn)
        {
            seen = date;
            seenAt = clock.GetTimestamp();
        }
    }
}
