namespace Attachments.Fuzz.Engine;

/// <summary>Ends the process where an input does not come to an end. What it was is in the black box.</summary>
internal static class Watchdog
{
    /// <summary>The exit code of a process that hung.</summary>
    public const int Hung = 3;

    private const int LooksPerSecond = 2;

    // Far above the second that an input may take: the machine may be busy, and what is merely slow is measured with more care.
    private const int Patience = 30;

    public static void Watch(Executor executor)
    {
        var thread = new Thread(() =>
        {
            // Counted in looks, not by the clock: a process that is stopped for a while does not hang, and looks at nothing meanwhile.
            for (var (input, looks) = (executor.Began, 0); looks < Patience * LooksPerSecond; looks = input != 0 && input == executor.Began ? looks + 1 : 0)
            {
                input = executor.Began;
                Thread.Sleep(1000 / LooksPerSecond);
            }

            Console.Error.WriteLine($"An input has been running for {Patience} s.");
            Environment.Exit(Hung);
        })
        { IsBackground = true };
        thread.Start();
    }
}
