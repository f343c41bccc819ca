using System.Diagnostics;

namespace Attachments.Fuzz.Engine;

/// <summary>Runs one input, and judges what it did, how long it took and what it allocated.</summary>
internal sealed class Executor(FuzzTarget target)
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    // Below this, noise decides which input is the slowest.
    private static readonly TimeSpan WorthMeasuring = TimeSpan.FromMilliseconds(5);

    private long began;

    /// <summary>Gets how long the slowest input took.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>Gets the length of the slowest input.</summary>
    public int SlowestLength { get; private set; }

    /// <summary>Gets the timestamp at which the input at hand began; zero between two inputs.</summary>
    public long Began => Volatile.Read(ref began);

    public Finding? Run(ReadOnlySpan<byte> input)
    {
        var (finding, took) = RunOnce(input);
        if (finding is not null || took < WorthMeasuring || took <= Slowest)
            return finding;

        // The machine may have been busy with something else: processor time counts, and the best of four.
        for (var i = 0; i < 3 && took > Slowest; i++)
        {
            var worked = Environment.CpuUsage.TotalTime;
            RunOnce(input);
            worked = Environment.CpuUsage.TotalTime - worked;
            took = worked < took ? worked : took;
        }

        if (took <= Slowest)
            return null;

        Slowest = took;
        SlowestLength = input.Length;
        return took > Slow ? new Finding(FindingKind.Slow, "slow", $"Took {took.TotalSeconds:F1} s for {input.Length} bytes.") : null;
    }

    private (Finding? Finding, TimeSpan Took) RunOnce(ReadOnlySpan<byte> input)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        Volatile.Write(ref began, start);
        try
        {
            target.Run(input);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return (Finding.Of(exception), Stopwatch.GetElapsedTime(start));
        }
        finally
        {
            Volatile.Write(ref began, 0);
        }

        var took = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return allocated > target.MemoryLimit(input.Length)
            ? (new Finding(FindingKind.Memory, "memory", $"Allocated {allocated:N0} bytes for {input.Length:N0}."), took)
            : (null, took);
    }
}
