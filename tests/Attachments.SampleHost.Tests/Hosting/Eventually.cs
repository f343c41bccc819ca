using Xunit;

namespace Attachments.SampleHost.Tests.Hosting;

/// <summary>Waits for what another process does in its own time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <summary>Asks until the answer is yes; fails after 90 seconds.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);

        while (!await condition())
            await timer.WaitForNextTickAsync(deadline.Token);
    }
}
