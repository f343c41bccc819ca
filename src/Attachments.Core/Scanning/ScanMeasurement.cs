using System.Diagnostics;
using Attachments.Diagnostics;

namespace Attachments.Scanning;

/// <summary>One scan's measurement: disposed without an end, it counts as failed.</summary>
internal sealed class ScanMeasurement(AttachmentsMetrics metrics) : IDisposable
{
    private readonly long startedAt = Stopwatch.GetTimestamp();
    private string outcome = "failed";

    public void End(BlobVerdict verdict) => outcome = verdict.Status switch
    {
        ScanStatus.Safe => "safe",
        ScanStatus.Infected => "infected",
        _ => "unscannable",
    };

    public void Dispose() => metrics.Scanned(outcome, Stopwatch.GetElapsedTime(startedAt));
}
