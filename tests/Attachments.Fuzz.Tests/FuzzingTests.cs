using System.Collections.Concurrent;
using System.Globalization;
using Attachments.Fuzz.Campaigns;
using Attachments.Fuzz.Engine;

namespace Attachments.Fuzz.Tests;

/// <summary>The fuzzer for about a minute, with the same inputs each time: what the tests say depends on the code alone. For longer, and others, there is eng/fuzz.sh.</summary>
public sealed class FuzzingTests : IDisposable
{
    private const int InputsPerTarget = 10_000;
    private const int Seed = 1;
    private const int Jobs = 2;

    // Only what hangs meets it.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly string folder = Directory.CreateTempSubdirectory("attachments-fuzz-").FullName;

    [Fact]
    public async Task Nothing_is_wrong_with_what_is_made_of_the_corpus()
    {
        var program = Instrumentation.MakeCopy(Path.Combine(folder, "bin"));
        var folders = new FuzzFolders(Path.Combine(AppContext.BaseDirectory, "Corpus"), Path.Combine(folder, "findings"), Path.Combine(folder, "work"));
        var exits = new ConcurrentDictionary<string, int>();

        await Parallel.ForEachAsync(FuzzTargets.All, new ParallelOptions { MaxDegreeOfParallelism = Jobs }, async (target, _) =>
            exits[target.Name] = await Worker.RunProcessAsync(program, target, folders, new FuzzLimits(Longest, InputsPerTarget), Seed));

        var findings = string.Join('\n', DescribeFindings(folders));
        Assert.True(findings.Length == 0, findings);
        Assert.All(exits, static exit => Assert.True(exit.Value == 0, $"The process of {exit.Key} ended with {exit.Value}"));
        Assert.All(Ledger.ReadRuns(folders), static file => Assert.True(file.Run.Edges > 0, $"{file.Run.Target} is not instrumented"));
        Assert.All(Ledger.ReadRuns(folders), static file => Assert.True(file.Run.Inputs >= InputsPerTarget, $"{file.Run.Target} has run {file.Run.Inputs} inputs"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // The input itself, because the folder goes with the test: save it under tests/Attachments.Fuzz/Corpus and it is a regression test.
    private static IEnumerable<string> DescribeFindings(FuzzFolders folders) =>
        FuzzTargets.All.SelectMany(target => Corpus.Read([folders.Findings(target)]).Select(file => string.Create(
            CultureInfo.InvariantCulture, $"{target.Name}/{file.Name} ({file.Bytes.Length} bytes): {Convert.ToBase64String(file.Bytes.AsSpan(0, Math.Min(file.Bytes.Length, 3000)))}")));
}
