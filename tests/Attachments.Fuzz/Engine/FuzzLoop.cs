using System.Diagnostics;

namespace Attachments.Fuzz.Engine;

/// <summary>Runs one target on its corpus, and then on what it makes of it, for as long as it may.</summary>
internal sealed class FuzzLoop
{
    // Longer inputs are tried but not kept: what is made of them would be as long, and each of them slow.
    private const int LongestKept = 32 * 1024;

    // One in so many inputs is made of any one of the corpus, the others of those that took a new branch or are the latest.
    private const int AnyParent = 2;
    private const int Latest = 32;

    private readonly FuzzTarget target;
    private readonly FuzzFolders folders;
    private readonly Executor executor;
    private readonly CoverageMap coverage = new();
    private readonly Random random;
    private readonly List<byte[]> corpus = [];
    private readonly List<byte[]> pathfinders = [];
    private readonly HashSet<string> buckets = [];
    private long inputs;

    public FuzzLoop(FuzzTarget target, FuzzFolders folders, Executor executor, int seed)
    {
        this.target = target;
        this.folders = folders;
        this.executor = executor;
        random = new Random(seed);
    }

    /// <summary>Runs.</summary>
    /// <param name="limits">When to end.</param>
    /// <param name="note">Is given every input before it runs, so that it is known where the process dies of it.</param>
    /// <returns>The figures. Findings are in the folder of findings, made small.</returns>
    public FuzzResult Run(FuzzLimits limits, Action<ReadOnlySpan<byte>> note)
    {
        var started = Stopwatch.GetTimestamp();
        var cpu = Process.GetCurrentProcess();
        foreach (var (_, bytes) in Corpus.Read(folders.Seeds(target), folders.Queue(target)))
            Try(bytes, note, isFound: false);

        if (corpus.Count == 0)
            corpus.Add([]);

        var mutator = new Mutator(target, random);
        var end = limits.Inputs is { } count ? inputs + count : long.MaxValue;
        while (inputs < end && Stopwatch.GetElapsedTime(started) < limits.Duration)
        {
            for (var i = 0; i < 64; i++)
                Try(mutator.Mutate(Parent(), corpus[random.Next(corpus.Count)]), note, isFound: true);
        }

        cpu.Refresh();
        return new FuzzResult(target.Name, cpu.TotalProcessorTime.TotalSeconds, inputs, coverage.Edges, corpus.Count, buckets.Count, executor.Slowest.TotalMilliseconds, executor.SlowestLength);
    }

    private byte[] Parent()
    {
        if (random.Next(AnyParent) == 0)
            return corpus[random.Next(corpus.Count)];

        return pathfinders.Count > 0 && random.Next(2) == 0
            ? pathfinders[random.Next(pathfinders.Count)]
            : corpus[random.Next(Math.Max(corpus.Count - Latest, 0), corpus.Count)];
    }

    private void Try(ReadOnlySpan<byte> input, Action<ReadOnlySpan<byte>> note, bool isFound)
    {
        inputs++;
        note(input);
        CoverageMap.Clear();
        var finding = executor.Run(input);
        var novelty = coverage.Learn();
        if (finding is not null)
        {
            Report(finding, input.ToArray());
            return;
        }

        // What is there already was worth keeping once; without instrumentation all of it is.
        if ((novelty == Novelty.None && (isFound || coverage.Edges > 0)) || input.Length > LongestKept)
            return;

        var kept = input.ToArray();
        corpus.Add(kept);
        if (novelty == Novelty.Branch)
            pathfinders.Add(kept);

        if (isFound)
            Corpus.Write(folders.Queue(target), "", kept);
    }

    private void Report(Finding finding, byte[] input)
    {
        if (!buckets.Add(finding.Bucket))
            return;

        if (finding.Kind is FindingKind.Crash or FindingKind.Violation)
            input = Minimizer.Minimize(input, smaller => executor.Run(smaller)?.Bucket == finding.Bucket);

        var path = Corpus.Write(folders.Findings(target), $"{finding.Kind.ToString().ToLowerInvariant()}-", input);
        Console.Error.WriteLine($"{target.Name}: {path} ({input.Length} bytes)\n{finding.Text}");
    }
}
