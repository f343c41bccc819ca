using System.Diagnostics;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests.Hosting;

internal static class Poll
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Waits until a condition holds, and fails with what it was about where it does not within a minute.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> describe)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Deadline)
                Assert.Fail($"Not within {Deadline.TotalSeconds} s: {describe()}");

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static Task UntilAsync(Func<bool> condition, Func<string> describe) => UntilAsync(() => Task.FromResult(condition()), describe);
}
