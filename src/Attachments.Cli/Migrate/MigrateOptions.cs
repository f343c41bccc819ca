using System.CommandLine;
using Attachments.Cli.Connections;
using Attachments.Storage.Migration;
using Microsoft.Extensions.Configuration;

namespace Attachments.Cli.Migrate;

/// <summary>What <c>attachments migrate</c> can be told.</summary>
internal sealed class MigrateOptions
{
    private readonly Option<string> from = new("--from") { Description = $"The old store: {StoreReference.Forms}.", Required = true };

    private readonly Option<string> to = new("--to") { Description = "The new store, in the same forms. A folder is made where it is missing.", Required = true };

    private readonly Option<bool> copy = new("--copy") { Description = "Copies what the new store lacks. Without it, it is only counted." };

    private readonly Option<long?> rate = RateOption.Create();

    private readonly Option<int> parallel = BoundedOption.Create(
        "--parallel", "How many blobs are copied side by side, 1 to 64.", new StoreCopy().Parallelism, 1, 64);

    public Option<FileInfo?> Checkpoint { get; } = new("--checkpoint")
    {
        Description = "Keeps in this file how far the copying has come. The same command goes on there, and clears what a killed one left; the file goes at the end.",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Writes one JSON object per failure and line, and one for the report." };

    public void AddTo(Command command)
    {
        Option[] all = [from, to, copy, rate, parallel, Checkpoint, Json];
        foreach (var option in all)
            command.Options.Add(option);
    }

    public (StoreReference From, StoreReference To) ReadStores(ParseResult parsed, IConfiguration configuration)
    {
        var old = StoreReference.Parse(parsed.GetValue(from)!, configuration);
        var @new = StoreReference.Parse(parsed.GetValue(to)!, configuration, mayBeNew: true);
        return old.Description != @new.Description ? (old, @new) : throw new UsageException("--from and --to are the same store.");
    }

    public StoreCopy ReadCopy(ParseResult parsed) => new()
    {
        DryRun = !parsed.GetValue(copy),
        BytesPerSecond = parsed.GetValue(rate),
        Parallelism = parsed.GetValue(parallel),
    };
}
