using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Attachments.Diagnostics;

/// <summary>The library's instruments. Tags come from closed sets, never from tenants or ids.</summary>
internal sealed class AttachmentsMetrics
{
    private readonly Counter<long> uploads;
    private readonly Histogram<double> uploadDuration;
    private readonly Histogram<long> uploadSize;
    private readonly UpDownCounter<long> activeUploads;
    private readonly Counter<long> missingBlobs;
    private readonly Counter<long> sweptStrays;
    private readonly Counter<long> sweptStagings;
    private readonly Counter<long> scans;
    private readonly Histogram<double> scanDuration;
    private long scanQueueAge;

    // Every host registers a meter factory; a bare service collection may not.
    public AttachmentsMetrics(IMeterFactory? meters = null)
    {
        var meter = meters?.Create(AttachmentsDiagnostics.MeterName) ?? new Meter(AttachmentsDiagnostics.MeterName);
        uploads = meter.CreateCounter<long>("attachments.uploads", "{upload}", "Uploads that were answered, by outcome.");
        uploadDuration = meter.CreateHistogram<double>("attachments.upload.duration", "s", "Time from the caller's admission to the answer.");
        uploadSize = meter.CreateHistogram<long>("attachments.upload.size", "By", "Length of the files that were accepted.");
        activeUploads = meter.CreateUpDownCounter<long>("attachments.uploads.active", "{upload}", "Uploads under way.");
        missingBlobs = meter.CreateCounter<long>("attachments.blobs.missing", "{blob}", "Downloads whose row was there and whose bytes were not.");
        sweptStrays = meter.CreateCounter<long>("attachments.sweep.strays", "{stray}", "Strays whose bytes a sweep deleted.");
        sweptStagings = meter.CreateCounter<long>("attachments.sweep.stagings", "{staging}", "Stagings of dead processes that a sweep dropped.");
        scans = meter.CreateCounter<long>("attachments.scans", "{scan}", "Scans that ended, by outcome: a verdict, or failed.");
        scanDuration = meter.CreateHistogram<double>("attachments.scan.duration", "s", "Time from the claim, or inline from the last byte, to the verdict.");
        meter.CreateObservableGauge("attachments.scan.queue.age", () => ScanQueueAge.TotalSeconds, "s", "For how long the blob that is due for longest has been waiting for its scan.");
    }

    /// <summary>Gets or sets for how long the blob that is due for longest has been so.</summary>
    public TimeSpan ScanQueueAge
    {
        get => new(Volatile.Read(ref scanQueueAge));
        set => Volatile.Write(ref scanQueueAge, value.Ticks);
    }

    public void BlobMissing() => missingBlobs.Add(1);

    public void Scanned(string outcome, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>("outcome", outcome);
        scans.Add(1, tag);
        scanDuration.Record(duration.TotalSeconds, tag);
    }

    public void Swept(int strays, int stagings)
    {
        sweptStrays.Add(strays);
        sweptStagings.Add(stagings);
    }

    public Upload BeginUpload()
    {
        activeUploads.Add(1);
        return new Upload(this);
    }

    /// <summary>One upload's measurement: disposed without an end, it counts as failed.</summary>
    public sealed class Upload(AttachmentsMetrics metrics) : IDisposable
    {
        private readonly long startedAt = Stopwatch.GetTimestamp();
        private string outcome = "failed";

        public void End(AttachmentResult<UploadedAttachment> result)
        {
            if (!result.TryGetValue(out var uploaded, out var rejection))
            {
                outcome = rejection.Code.ToString();
                return;
            }

            outcome = uploaded.IsDuplicate ? "duplicate" : "accepted";
            metrics.uploadSize.Record(uploaded.Attachment.Length);
        }

        public void Dispose()
        {
            var tag = new KeyValuePair<string, object?>("outcome", outcome);
            metrics.activeUploads.Add(-1);
            metrics.uploads.Add(1, tag);
            metrics.uploadDuration.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, tag);
        }
    }
}
