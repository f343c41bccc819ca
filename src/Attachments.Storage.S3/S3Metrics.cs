using System.Diagnostics.Metrics;
using Attachments.Diagnostics;

namespace Attachments.Storage.S3;

internal sealed class S3Metrics
{
    private readonly Counter<long> failedAborts;
    private readonly Counter<long> resumes;

    // Every host registers a meter factory; a bare service collection may not.
    public S3Metrics(IMeterFactory? meters = null)
    {
        var meter = meters?.Create(AttachmentsDiagnostics.MeterName) ?? new Meter(AttachmentsDiagnostics.MeterName);
        failedAborts = meter.CreateCounter<long>("attachments.s3.aborts.failed", "{upload}", "Uploads that could not be discarded at once and are left to a sweep.");
        resumes = meter.CreateCounter<long>("attachments.s3.downloads.resumed", "{resume}", "Downloads whose connection to the service was lost and that went on.");
    }

    public void AbortFailed() => failedAborts.Add(1);

    public void DownloadResumed() => resumes.Add(1);
}
