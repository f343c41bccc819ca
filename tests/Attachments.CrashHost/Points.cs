using System.Collections.Concurrent;
using System.Diagnostics;

namespace Attachments.CrashHost;

/// <summary>Named steps of uploads, deletes, sweeps and scans, at each of which a test may kill this process or hold the step up.</summary>
internal sealed class Points
{
    private readonly ConcurrentDictionary<string, Point> points = new(StringComparer.Ordinal);

    public Points(IConfiguration configuration)
    {
        // Armed before anything runs.
        if (configuration["StallAt"] is { } name)
            ArmStall(name, TimeSpan.FromHours(1));
    }

    /// <summary>Arms a point to kill the process with SIGKILL when it is reached for the nth time from now.</summary>
    public void ArmCrash(string name, int on) => points[name] = new Point { CrashOn = on };

    /// <summary>Arms a point to hold up whoever reaches it, every time, for a time or until the point is disarmed.</summary>
    public void ArmStall(string name, TimeSpan stall) => points[name] = new Point { Stall = stall };

    /// <summary>Disarms a point, and lets go on whoever is held up there.</summary>
    public void Disarm(string name)
    {
        if (points.TryRemove(name, out var point))
            point.Release();
    }

    /// <summary>How often a point was reached since it was armed.</summary>
    public int Reached(string name) => points.TryGetValue(name, out var point) ? point.Reached : 0;

    public async ValueTask ReachAsync(string name)
    {
        if (!points.TryGetValue(name, out var point))
            return;

        if (point.Count() == point.CrashOn)
        {
            // Kill() is SIGKILL: no finally block, no flush, no exit handler.
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }

        // Nobody's cancellation ends a stall: a paused machine hears nothing.
        if (point.Stall > TimeSpan.Zero)
            await Task.WhenAny(Task.Delay(point.Stall, CancellationToken.None), point.Released);
    }

    private sealed class Point
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int reached;

        public int CrashOn { get; init; }

        public TimeSpan Stall { get; init; }

        public int Reached => Volatile.Read(ref reached);

        public Task Released => released.Task;

        public int Count() => Interlocked.Increment(ref reached);

        public void Release() => released.TrySetResult();
    }
}
