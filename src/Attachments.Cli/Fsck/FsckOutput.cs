using System.Globalization;
using System.Text;
using System.Text.Json;
using Attachments.Cli.Output;
using Attachments.Consistency;

namespace Attachments.Cli.Fsck;

/// <summary>Tells of a check while it runs, keeps its checkpoint, and sums it up.</summary>
internal sealed class FsckOutput(ProgressDisplay display, CheckpointFile checkpoint, bool json) : IConsistencyObserver
{
    public ValueTask FoundAsync(ConsistencyFinding finding, CancellationToken cancellationToken)
    {
        display.WriteLine(json ? JsonSerializer.Serialize(FindingLine.Of(finding), CliJson.Default.FindingLine) : Describe(finding));
        return default;
    }

    public ValueTask ProgressedAsync(ConsistencyProgress progress, CancellationToken cancellationToken)
    {
        checkpoint.Write(progress.Checkpoint);
        Show(progress);
        return default;
    }

    public void Complete(ConsistencyReport report)
    {
        checkpoint.Delete();
        var counts = report.Counts;
        if (json)
        {
            display.WriteLine(JsonSerializer.Serialize(new ReportLine(counts, report.OverdueStrays), CliJson.Default.ReportLine));
            return;
        }

        display.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Blobs} blobs, {counts.Bytes} bytes read, {counts.Objects} objects, {counts.Stagings} stagings: {counts.Findings} findings, {counts.Repaired} repaired."));
        if (report.OverdueStrays > 0)
            display.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.OverdueStrays} strays are overdue: does any host sweep?"));
    }

    private static string Describe(ConsistencyFinding finding)
    {
        var line = new StringBuilder(Phrase(finding.Kind));
        if (finding.Key is { } key)
            line.Append(CultureInfo.InvariantCulture, $"  {key}");
        if (finding.Name is { } name)
            line.Append(CultureInfo.InvariantCulture, $"  at {Printable(name)}");
        if (finding.ExpectedLength is { } expected && finding.ActualLength is { } actual && expected != actual)
            line.Append(CultureInfo.InvariantCulture, $"  {actual} bytes instead of {expected}");

        return line.Append(finding.IsRepaired ? "  repaired" : "").ToString();
    }

    // A foreign object's name is anybody's: it must not steer the terminal.
    private static string Printable(string name) => string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));

    private static string Phrase(ConsistencyFindingKind kind) => kind switch
    {
        ConsistencyFindingKind.MissingBytes => "missing bytes",
        ConsistencyFindingKind.WrongLength => "wrong length",
        ConsistencyFindingKind.WrongDigest => "wrong digest",
        ConsistencyFindingKind.Unreadable => "unreadable",
        ConsistencyFindingKind.RemovedBytes => "infected bytes still there",
        ConsistencyFindingKind.Orphan => "orphan",
        ConsistencyFindingKind.ForeignObject => "foreign object",
        _ => "abandoned staging",
    };

    private void Show(ConsistencyProgress progress)
    {
        var (counts, totals) = (progress.Counts, progress.Totals);
        if (progress.Stage == ConsistencyStage.Rows && counts.Bytes > 0)
            display.Tell("reading blobs", counts.Bytes, totals.Bytes);
        else if (progress.Stage == ConsistencyStage.Rows)
            display.Tell("rows against objects", counts.Blobs, totals.Blobs);
        else
            display.Tell(progress.Stage == ConsistencyStage.Objects ? "objects against rows" : "stagings", counts.Objects, totals.Blobs);
    }
}
