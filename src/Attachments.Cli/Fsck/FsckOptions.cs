using System.CommandLine;
using Attachments.Cli.Connections;
using Attachments.Consistency;
using Microsoft.Extensions.Configuration;

namespace Attachments.Cli.Fsck;

/// <summary>What <c>attachments fsck</c> can be told.</summary>
internal sealed class FsckOptions
{
    private readonly Option<string> store = new("--store") { Description = $"Where the bytes are: {StoreReference.Forms}.", Required = true };

    private readonly Option<bool> repair = new("--repair") { Description = "Deletes objects that no row names, and drops abandoned stagings. What is missing or damaged is only reported." };

    private readonly Option<long> maxDeletions = BoundedOption.Create(
        "--max-deletions", "How many objects a repair deletes at most. A store that is compared with the wrong database is full of orphans.",
        new ConsistencyCheck().MaxDeletions, 0, long.MaxValue);

    private readonly Option<bool> verify = new("--verify") { Description = "Reads every blob and compares its SHA-256." };

    private readonly Option<long?> rate = RateOption.Create();

    private readonly Option<int> parallel = BoundedOption.Create(
        "--parallel", "How many blobs are looked at side by side, 1 to 64.", new ConsistencyCheck().Parallelism, 1, 64);

    // The latter bound keeps a moment that lies so far back within the calendar.
    private readonly Option<TimeSpan> stagingGrace = BoundedOption.Create(
        "--staging-grace", "How long nothing was written to a staging before it counts as abandoned (d.hh:mm:ss).",
        new ConsistencyCheck().StagingGrace, TimeSpan.Zero, TimeSpan.FromDays(36_500));

    public Option<FileInfo?> Checkpoint { get; } = new("--checkpoint") { Description = "Keeps in this file how far the check has come. The same command goes on there; the file goes when the check has come to its end." };

    public Option<bool> Json { get; } = new("--json") { Description = "Writes one JSON object per finding and line, and one for the report." };

    public void AddTo(Command command)
    {
        Option[] all = [store, verify, repair, maxDeletions, rate, parallel, stagingGrace, Checkpoint, Json];
        foreach (var option in all)
            command.Options.Add(option);
    }

    public StoreReference ReadStore(ParseResult parsed, IConfiguration configuration) => StoreReference.Parse(parsed.GetValue(store)!, configuration);

    public ConsistencyCheck ReadCheck(ParseResult parsed) => new()
    {
        VerifyDigests = parsed.GetValue(verify),
        Repair = parsed.GetValue(repair),
        MaxDeletions = parsed.GetValue(maxDeletions),
        BytesPerSecond = parsed.GetValue(rate),
        Parallelism = parsed.GetValue(parallel),
        StagingGrace = parsed.GetValue(stagingGrace),
    };
}
