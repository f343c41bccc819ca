using System.Globalization;
using System.Text.Json;
using Attachments.Cli.Output;
using Attachments.Storage.Migration;

namespace Attachments.Cli.Migrate;

/// <summary>Tells of a copying while it runs, keeps its checkpoint, and sums it up.</summary>
internal sealed class MigrateOutput(ProgressDisplay display, CheckpointFile checkpoint, bool json, bool dryRun) : IStoreCopyObserver
{
    public ValueTask FailedAsync(StoreCopyFailure failure, CancellationToken cancellationToken)
    {
        display.WriteLine(json ? JsonSerializer.Serialize(FailureLine.Of(failure), CliJson.Default.FailureLine) : $"{Phrase(failure.Kind)}  {failure.Key}");
        return default;
    }

    public ValueTask ProgressedAsync(StoreCopyProgress progress, CancellationToken cancellationToken)
    {
        checkpoint.Write(progress.Checkpoint);
        display.Tell(dryRun ? "looking" : "copying", progress.Counts.Blobs, progress.Totals.Blobs);
        return default;
    }

    public void Complete(StoreCopyReport report)
    {
        checkpoint.Delete();
        var counts = report.Counts;
        display.WriteLine(json
            ? JsonSerializer.Serialize(new CopyReportLine(counts, dryRun), CliJson.Default.CopyReportLine)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{counts.Blobs} blobs: {counts.Copied} {(dryRun ? "to copy" : "copied")} ({counts.Bytes} bytes), {counts.Present} there already, {counts.Gone} gone, {counts.Failed} failed."));
    }

    private static string Phrase(StoreCopyFailureKind kind) => kind switch
    {
        StoreCopyFailureKind.MissingBytes => "missing bytes",
        StoreCopyFailureKind.DamagedBytes => "damaged bytes",
        StoreCopyFailureKind.OtherBytesPresent => "other bytes are there",
        _ => "refused by a store",
    };
}
