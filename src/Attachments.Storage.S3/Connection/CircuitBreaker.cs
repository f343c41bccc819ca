namespace Attachments.Storage.S3.Connection;

/// <summary>Keeps requests from a service that did not answer the last few: each would wait in its turn and hold its bytes meanwhile.</summary>
internal sealed class CircuitBreaker(int breakAfter, TimeSpan breakFor, TimeProvider clock)
{
    private readonly Lock turn = new();
    private int failures;
    private long openedAt;

    /// <summary>Asks whether a request may be sent. While the circuit is open one request is let through each time its period is over, and decides.</summary>
    public bool TryEnter()
    {
        lock (turn)
        {
            if (failures < breakAfter)
                return true;

            if (clock.GetElapsedTime(openedAt) < breakFor)
                return false;

            openedAt = clock.GetTimestamp();
            return true;
        }
    }

    public void Succeeded()
    {
        lock (turn)
            failures = 0;
    }

    public void Failed()
    {
        lock (turn)
        {
            if (++failures >= breakAfter)
                openedAt = clock.GetTimestamp();
        }
    }
}
