namespace Attachments.Fuzz.Targets;

/// <summary>A clock on which nothing is waited for: a timer moves it on to where it is due.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long ticks;

    public override long GetTimestamp() => ticks;

    public void Leap(TimeSpan time) => ticks += (long)(time.TotalSeconds * TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero)
        {
            Leap(dueTime);
            callback(state);
        }

        return new PastTimer();
    }

    private sealed class PastTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
