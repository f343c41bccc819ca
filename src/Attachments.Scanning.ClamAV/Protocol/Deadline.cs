namespace Attachments.Scanning.ClamAV.Protocol;

/// <summary>Bounds one wait after the other by a time and by the caller's token, without anything allocated for each.</summary>
/// <remarks>Once a wait was cut short the deadline stays over.</remarks>
internal sealed class Deadline(TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource source = new(Timeout.InfiniteTimeSpan, clock);

    /// <summary>Gets the token to wait with.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Begins a wait, which ends when what is returned is disposed.</summary>
    public Wait Start(TimeSpan timeout, CancellationToken cancellationToken)
    {
        source.CancelAfter(timeout);
        return new Wait(source, cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source));
    }

    public void Dispose() => source.Dispose();

    public readonly struct Wait(CancellationTokenSource source, CancellationTokenRegistration registration) : IDisposable
    {
        public void Dispose()
        {
            registration.Dispose();
            source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
