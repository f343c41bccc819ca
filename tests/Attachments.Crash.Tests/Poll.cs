using System.Diagnostics;

namespace Attachments.Crash;

internal static class Poll
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>Waits until a condition holds, and fails with what it was about where it does not within two minutes.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, Func<Task<string>> describe)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Deadline)
                Assert.Fail($"Not within {Deadline.TotalSeconds} s: {await describe()}");

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static Task UntilAsync(Func<Task<bool>> condition, string what) => UntilAsync(condition, () => Task.FromResult(what));
}
