namespace Attachments.Storage;

/// <summary>Keeps those who share it under a number of bytes per second, so that a long job leaves a store to its users. Safe for concurrent use.</summary>
public sealed class ByteRate
{
    private readonly long bytesPerSecond;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private long paidUntil;

    /// <summary>Makes a rate.</summary>
    /// <param name="bytesPerSecond">How many bytes may pass in a second, 1 or more; null for any number.</param>
    /// <param name="clock">Measures the time.</param>
    public ByteRate(long? bytesPerSecond, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesPerSecond ?? 1, 1, nameof(bytesPerSecond));
        ArgumentNullException.ThrowIfNull(clock);

        this.bytesPerSecond = bytesPerSecond ?? 0;
        this.clock = clock;
        paidUntil = clock.GetTimestamp();
    }

    /// <summary>Waits until bytes that have passed are paid for.</summary>
    /// <param name="bytes">How many have passed.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <remarks>Time in which nothing passed is not saved up.</remarks>
    public async ValueTask PayAsync(long bytes, CancellationToken cancellationToken)
    {
        if (bytesPerSecond == 0)
            return;

        var wait = Reserve(bytes);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan Reserve(long bytes)
    {
        var now = clock.GetTimestamp();
        var price = (long)((double)bytes / bytesPerSecond * clock.TimestampFrequency);

        lock (gate)
        {
            paidUntil = Math.Max(paidUntil, now) + price;
            return clock.GetElapsedTime(now, paidUntil);
        }
    }
}
