using System.Globalization;
using Attachments.Fuzz;
using Attachments.Fuzz.Campaigns;
using Attachments.Fuzz.Engine;

// Called by eng/fuzz.sh, which says what each of these is for.
switch (args)
{
    case ["list"]:
        foreach (var target in FuzzTargets.All)
            Console.WriteLine($"{target.Name,-20} {target.Description}");

        return 0;

    case ["instrument", var folder]:
        Console.WriteLine(Instrumentation.MakeCopy(folder));
        return 0;

    case ["run", var names, var minutes, var jobs, var repository, var findings, var work]:
    {
        var folders = Folders(repository, work) with { FindingsRoot = findings };
        var duration = TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture));
        var chosen = FuzzTargets.Choose(names);
        var slice = TimeSpan.FromSeconds(Math.Min(120, Math.Max(5, duration.TotalSeconds * int.Parse(jobs, CultureInfo.InvariantCulture) / chosen.Count)));
        return await new Campaign(typeof(FuzzTarget).Assembly.Location, folders, Ledger.Open(LedgerPath(repository)))
            .RunAsync(chosen, duration, slice, int.Parse(jobs, CultureInfo.InvariantCulture)) == 0 ? 0 : 1;
    }

    case ["work", var name, var seconds, var inputs, var seed, var corpus, var findings, var work]:
        return Worker.Run(
            FuzzTargets.Named(name),
            new FuzzFolders(corpus, findings, work),
            new FuzzLimits(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), int.Parse(inputs, CultureInfo.InvariantCulture) is > 0 and var count ? count : null),
            int.Parse(seed, CultureInfo.InvariantCulture));

    case ["replay", var name, var file]:
        FuzzTargets.Named(name).Run(File.ReadAllBytes(file));
        Console.WriteLine("Nothing is wrong with it.");
        return 0;

    case ["keep", var work, var repository]:
        CorpusKeeper.Keep(Folders(repository, work));
        return 0;

    case ["show", var work, var repository]:
    {
        var ledger = Ledger.Open(LedgerPath(repository));
        foreach (var (_, run) in Ledger.ReadRuns(Folders(repository, work)))
            ledger.Add(run);

        Console.Write(LedgerTable.Format(ledger));
        return 0;
    }

    case ["merge", var work, var repository]:
    {
        var ledger = Ledger.Open(LedgerPath(repository));
        ledger.Merge(Folders(repository, work));
        LedgerTable.WriteInto(Path.Combine(repository, "docs", "security.md"), ledger);
        Console.Write(LedgerTable.Format(ledger));
        return 0;
    }

    default:
        Console.Error.WriteLine("See eng/fuzz.sh.");
        return 2;
}

static FuzzFolders Folders(string repository, string work)
{
    var corpus = Path.Combine(repository, "tests", "Attachments.Fuzz", "Corpus");
    return new FuzzFolders(corpus, corpus, work);
}

static string LedgerPath(string repository) => Path.Combine(repository, "tests", "Attachments.Fuzz", "ledger.json");
