using System.Globalization;
using System.Text;

namespace Attachments.Fuzz.Campaigns;

/// <summary>The ledger as people read it.</summary>
internal static class LedgerTable
{
    private const string Begin = "<!-- figures: begin -->";
    private const string End = "<!-- figures: end -->";

    public static string Format(Ledger ledger)
    {
        var text = new StringBuilder();
        text.Append("| target | what it reads | processor time | inputs | branches | corpus | found | slowest input |\n|---|---|---:|---:|---:|---:|---:|---|\n");
        foreach (var target in FuzzTargets.All)
        {
            var entry = ledger[target.Name];
            text.Append(CultureInfo.InvariantCulture, $"| `{target.Name}` | {target.Description} | {entry.CpuSeconds / 60:F1} min | {entry.Inputs:N0} | {entry.Edges:N0} | {entry.CorpusSize:N0} | {entry.Findings} | ");
            text.Append(entry.SlowestLength == 0 ? "under 5 ms |\n" : string.Create(CultureInfo.InvariantCulture, $"{entry.SlowestMilliseconds:F0} ms ({entry.SlowestLength:N0} bytes) |\n"));
        }

        return text.ToString();
    }

    /// <summary>Replaces the table in a page.</summary>
    public static void WriteInto(string page, Ledger ledger)
    {
        var text = File.ReadAllText(page);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < Begin.Length || end < begin)
            throw new InvalidOperationException($"{page} has no place for the figures.");

        File.WriteAllText(page, $"{text[..begin]}\n{Format(ledger)}{text[end..]}");
    }
}
