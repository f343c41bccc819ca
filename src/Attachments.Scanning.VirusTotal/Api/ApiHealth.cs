namespace Attachments.Scanning.VirusTotal.Api;

/// <summary>How the last request ended, so that a health check need not send one of its own each time.</summary>
internal sealed class ApiHealth(TimeProvider clock)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(5);

    // What an outage broke is looked at again soon; asking costs no quota while nobody answers.
    private static readonly TimeSpan Passing = TimeSpan.FromMinutes(1);

    private volatile Outcome? last;

    /// <summary>Gets the last outcome while it is young enough to go by; null afterwards, and at first.</summary>
    public Outcome? Recent => last is { } outcome && clock.GetElapsedTime(outcome.At) < outcome.Lifetime ? outcome : null;

    public void Succeeded() => last = new Outcome(clock.GetTimestamp(), Lasting, null, false, false);

    public void Failed(ScannerUnavailableException fault) => last = new Outcome(
        clock.GetTimestamp(), fault.IsMisconfigured ? Lasting : Passing, fault.Message, fault.IsMisconfigured, fault.RetryAfter is not null);

    /// <summary>One outcome.</summary>
    /// <param name="At">The clock's timestamp.</param>
    /// <param name="Lifetime">How long to go by it.</param>
    /// <param name="Fault">What failed; null where nothing did.</param>
    /// <param name="IsMisconfigured">Whether waiting does not help.</param>
    /// <param name="IsPassing">Whether VirusTotal works, and only asked to wait.</param>
    internal sealed record Outcome(long At, TimeSpan Lifetime, string? Fault, bool IsMisconfigured, bool IsPassing)
    {
        /// <summary>Tells it as a health check does.</summary>
        public string? Tell() => Fault is null || IsPassing ? Fault : throw new ScannerUnavailableException(Fault) { IsMisconfigured = IsMisconfigured };
    }
}
