using System.Globalization;
using Attachments.Fuzz.Campaigns;
using Attachments.Fuzz.Engine;

namespace Attachments.Fuzz.Tests;

/// <summary>The fuzzer for a short while, with other inputs each time. For longer there is eng/fuzz.sh.</summary>
public sealed class FuzzingTests : IDisposable
{
    // Together with what starting a process costs, about a minute of the wall for all targets.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(50);

    private const int Jobs = 2;

    private readonly string folder = Directory.CreateTempSubdirectory("attachments-fuzz-").FullName;

    [Fact]
    public async Task Nothing_is_wrong_with_what_is_made_of_the_corpus_in_a_minute()
    {
        var program = Instrumentation.MakeCopy(Path.Combine(folder, "bin"));
        var folders = new FuzzFolders(Path.Combine(AppContext.BaseDirectory, "Corpus"), Path.Combine(folder, "findings"), Path.Combine(folder, "work"));
        var slice = Duration * Jobs / FuzzTargets.All.Count;

        await new Campaign(program, folders, Ledger.Open(Path.Combine(folder, "ledger.json"))).RunAsync(FuzzTargets.All, Duration, slice, Jobs);

        var findings = string.Join('\n', DescribeFindings(folders));
        Assert.True(findings.Length == 0, findings);
        Assert.All(Ledger.ReadRuns(folders), static file => Assert.True(file.Run.Edges > 0, $"{file.Run.Target} is not instrumented"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // The input itself, because the folder goes with the test: save it under tests/Attachments.Fuzz/Corpus and it is a regression test.
    private static IEnumerable<string> DescribeFindings(FuzzFolders folders) =>
        FuzzTargets.All.SelectMany(target => Corpus.Read([folders.Findings(target)]).Select(file => string.Create(
            CultureInfo.InvariantCulture, $"{target.Name}/{file.Name} ({file.Bytes.Length} bytes): {Convert.ToBase64String(file.Bytes.AsSpan(0, Math.Min(file.Bytes.Length, 3000)))}")));
}
