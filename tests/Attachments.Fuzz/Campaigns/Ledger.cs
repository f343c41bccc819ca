using System.Text.Json;
using Attachments.Fuzz.Engine;

namespace Attachments.Fuzz.Campaigns;

/// <summary>What all runs together have done, kept in the repository.</summary>
internal sealed class Ledger
{
    private readonly string path;
    private readonly SortedDictionary<string, LedgerEntry> entries;

    private Ledger(string path, SortedDictionary<string, LedgerEntry> entries)
    {
        this.path = path;
        this.entries = entries;
    }

    public static Ledger Open(string path)
    {
        var known = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), FuzzJson.Default.SortedDictionaryStringLedgerEntry) : null;
        return new Ledger(path, new SortedDictionary<string, LedgerEntry>(known ?? [], StringComparer.Ordinal));
    }

    public LedgerEntry this[string target] => entries.GetValueOrDefault(target, LedgerEntry.Empty);

    public void Add(FuzzResult run) => entries[run.Target] = this[run.Target].With(run);

    public void Save() => File.WriteAllText(path, JsonSerializer.Serialize(entries, FuzzJson.Default.SortedDictionaryStringLedgerEntry) + "\n");

    /// <summary>Reads the figures of runs that no ledger has yet.</summary>
    public static IEnumerable<(string Path, FuzzResult Run)> ReadRuns(FuzzFolders folders) =>
        Directory.Exists(folders.Results)
            ? Directory.EnumerateFiles(folders.Results, "*.json").Order(StringComparer.Ordinal)
                .Select(static path => (path, JsonSerializer.Deserialize(File.ReadAllText(path), FuzzJson.Default.FuzzResult)!))
            : [];

    /// <summary>Takes those runs in, and sets their files aside, so that each of them counts once.</summary>
    public void Merge(FuzzFolders folders)
    {
        var runs = ReadRuns(folders).ToList();
        foreach (var (_, run) in runs)
            Add(run);

        Save();
        Directory.CreateDirectory(folders.Merged);
        foreach (var (file, _) in runs)
            File.Move(file, Path.Combine(folders.Merged, Path.GetFileName(file)));
    }
}
