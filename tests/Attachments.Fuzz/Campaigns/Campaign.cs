using System.Diagnostics;
using Attachments.Fuzz.Engine;

namespace Attachments.Fuzz.Campaigns;

/// <summary>Runs targets in processes of their own, a slice of time each, always the one that has had the least processor time.</summary>
/// <param name="program">The program with the instrumented libraries.</param>
/// <param name="folders">Where inputs are and results go.</param>
/// <param name="ledger">What earlier runs have done.</param>
internal sealed class Campaign(string program, FuzzFolders folders, Ledger ledger)
{
    private readonly Dictionary<string, double> spent = [];
    private readonly HashSet<string> running = [];
    private readonly Lock gate = new();
    private int failures;

    /// <summary>Runs.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="duration">How long altogether, by the clock on the wall.</param>
    /// <param name="slice">How long one process runs.</param>
    /// <param name="jobs">How many processes run at a time.</param>
    /// <returns>How many slices found something, or died.</returns>
    public async Task<int> RunAsync(IReadOnlyList<FuzzTarget> targets, TimeSpan duration, TimeSpan slice, int jobs)
    {
        foreach (var target in targets)
            spent[target.Name] = ledger[target.Name].CpuSeconds;

        foreach (var (_, run) in Ledger.ReadRuns(folders))
            spent[run.Target] = spent.GetValueOrDefault(run.Target) + run.CpuSeconds;

        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(jobs, targets.Count)).Select(_ => WorkAsync(targets, started, duration, slice)));
        return failures;
    }

    private async Task WorkAsync(IReadOnlyList<FuzzTarget> targets, long started, TimeSpan duration, TimeSpan slice)
    {
        while (duration - Stopwatch.GetElapsedTime(started) is var left && left > TimeSpan.FromSeconds(1))
        {
            var target = Take(targets);
            var length = left < slice ? left : slice;
            var exit = await Worker.RunProcessAsync(program, target, folders, new FuzzLimits(length), Random.Shared.Next());
            if (exit != 0)
                Interlocked.Increment(ref failures);

            if (exit is not (0 or 1))
                KeepLastInput(target, exit);

            lock (gate)
            {
                running.Remove(target.Name);
                spent[target.Name] += length.TotalSeconds;
            }
        }
    }

    private FuzzTarget Take(IReadOnlyList<FuzzTarget> targets)
    {
        lock (gate)
        {
            var target = targets.Where(target => !running.Contains(target.Name)).MinBy(target => spent[target.Name])!;
            running.Add(target.Name);
            return target;
        }
    }

    private void KeepLastInput(FuzzTarget target, int exit)
    {
        var path = Corpus.Write(folders.Findings(target), exit == Watchdog.Hung ? "hang-" : "death-", BlackBox.Read(folders.Current(target)));
        Console.Error.WriteLine($"{target.Name}: the process ended with {exit}, running {path}");
    }
}
