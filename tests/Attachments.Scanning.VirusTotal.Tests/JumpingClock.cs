using Microsoft.Extensions.Time.Testing;

namespace Attachments.Scanning.VirusTotal;

/// <summary>Stands still until a test moves it or somebody waits, and then is at once where the wait ends.</summary>
internal sealed class JumpingClock() : FakeTimeProvider(DateTimeOffset.UtcNow)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));

        return timer;
    }
}
