using System.Diagnostics;

namespace Attachments.Contract.Http;

/// <summary>Waits for what the host does after its answer.</summary>
public static class Eventually
{
    // A scan that met a busy clamd is tried again after 5, 10 and 20 seconds.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static Task HoldsAsync(Func<bool> condition, string what) => HoldsAsync(() => Task.FromResult(condition()), what);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < Deadline, $"Not within {Deadline.TotalSeconds} s: {what}");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }
}
