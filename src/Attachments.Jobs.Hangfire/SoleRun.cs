namespace Attachments.Jobs.Hangfire;

/// <summary>Lets one job of a kind run at a time in this process.</summary>
/// <remarks>
/// A recurring job comes again whether or not the last one has ended. Another of them could only wait for what the first one holds, and would keep a worker from
/// the scans meanwhile: a slow sweep would soon have them all.
/// </remarks>
/// <typeparam name="TJob">The job.</typeparam>
internal sealed class SoleRun<TJob>
{
    private int runs;

    public bool TryBegin() => Interlocked.CompareExchange(ref runs, 1, 0) == 0;

    public void End() => Volatile.Write(ref runs, 0);
}
