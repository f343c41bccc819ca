namespace Attachments.Fuzz.Engine;

/// <summary>Ends the process where an input does not come to an end. What it was is in the black box.</summary>
internal static class Watchdog
{
    /// <summary>The exit code of a process that hung.</summary>
    public const int Hung = 3;

    // Far above the second that an input may take: the machine may be busy, and what is merely slow is measured with more care.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static void Watch(Executor executor)
    {
        var thread = new Thread(() =>
        {
            while (executor.Running < Patience)
                Thread.Sleep(500);

            Console.Error.WriteLine($"An input has been running for {Patience.TotalSeconds} s.");
            Environment.Exit(Hung);
        })
        { IsBackground = true };
        thread.Start();
    }
}
