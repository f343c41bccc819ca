namespace Attachments.Scanning;

/// <summary>Bounds what a scanner is waited for, time and again, beside the caller's own token.</summary>
internal sealed class ScanDeadline : IDisposable
{
    private readonly TimeSpan timeout;
    private readonly CancellationTokenSource source;
    private readonly CancellationToken caller;
    private readonly CancellationTokenRegistration registration;

    public ScanDeadline(TimeSpan timeout, TimeProvider clock, CancellationToken caller)
    {
        this.timeout = timeout;
        this.caller = caller;
        source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        registration = caller.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
    }

    public CancellationToken Token => source.Token;

    /// <summary>Gets whether the time, not the caller, has ended the wait.</summary>
    public bool HasPassed => source.IsCancellationRequested && !caller.IsCancellationRequested;

    public void Start() => source.CancelAfter(timeout);

    public void Pause() => source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Ends every wait now.</summary>
    public void Abandon() => source.Cancel();

    public ScannerUnavailableException ToException(Exception cause) => new($"The scan took longer than {timeout}.", cause);

    public void Dispose()
    {
        registration.Dispose();
        source.Dispose();
    }
}
