namespace Attachments.Scanning;

/// <summary>Bounds how long one scan is waited for, all its waits together, beside the caller's own token.</summary>
internal sealed class ScanDeadline : IDisposable
{
    private readonly TimeSpan timeout;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource source;
    private readonly CancellationToken caller;
    private readonly CancellationTokenRegistration registration;
    private TimeSpan left;
    private long started;

    public ScanDeadline(TimeSpan timeout, TimeProvider clock, CancellationToken caller)
    {
        this.timeout = left = timeout;
        this.clock = clock;
        this.caller = caller;
        source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        registration = caller.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
    }

    public CancellationToken Token => source.Token;

    /// <summary>Gets the token of whoever waits for the scan.</summary>
    public CancellationToken Caller => caller;

    /// <summary>Gets whether the time, not the caller, has ended the wait.</summary>
    public bool HasPassed => source.IsCancellationRequested && !caller.IsCancellationRequested;

    /// <summary>Begins a wait.</summary>
    public void Start()
    {
        started = clock.GetTimestamp();
        source.CancelAfter(left);
    }

    /// <summary>Ends a wait. Until the next one the scan waits for others, and time does not count.</summary>
    public void Pause()
    {
        source.CancelAfter(Timeout.InfiniteTimeSpan);
        left -= clock.GetElapsedTime(started);
        if (left < TimeSpan.Zero)
            left = TimeSpan.Zero;
    }

    /// <summary>Ends every wait now.</summary>
    public void Abandon() => source.Cancel();

    /// <summary>Makes the part of this time that one of several scanners may keep the others waiting for: three quarters of it, which leaves them time to say what they have found.</summary>
    public ScanDeadline Share() => new(timeout * 0.75, clock, Token);

    public ScannerUnavailableException ToException(Exception cause) => new($"The scan took longer than {timeout}.", cause);

    public void Dispose()
    {
        registration.Dispose();
        source.Dispose();
    }
}
