using System.Diagnostics;
using System.Globalization;

namespace Attachments.LoadTests.Fleet.Services;

/// <summary>Signals to processes that are known by number.</summary>
internal static class Signals
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static void Send(string name, int process)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public static async Task WaitUntilGoneAsync(int process)
    {
        if (!await IsGoneWithinAsync(process, Patience))
            throw new TimeoutException($"Process {process} still runs after {Patience.TotalSeconds} s.");
    }

    public static async Task<bool> IsGoneWithinAsync(int process, TimeSpan patience)
    {
        var clock = Stopwatch.StartNew();
        while (IsRunning(process))
        {
            if (clock.Elapsed > patience)
                return false;

            await Task.Delay(20);
        }

        return true;
    }

    // A zombie counts as gone: in a container, nobody may be quick to reap it.
    private static bool IsRunning(int process)
    {
        try
        {
            var state = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("State:", StringComparison.Ordinal));
            return state is not null && !state.Contains('Z', StringComparison.Ordinal) && !state.Contains('X', StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
