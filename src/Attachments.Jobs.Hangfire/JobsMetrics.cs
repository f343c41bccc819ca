using System.Diagnostics.Metrics;
using Attachments.Diagnostics;

namespace Attachments.Jobs.Hangfire;

internal sealed class JobsMetrics(IMeterFactory meters)
{
    private readonly Counter<long> dropped = meters.Create(AttachmentsDiagnostics.MeterName)
        .CreateCounter<long>("attachments.jobs.dropped", "{wakeup}", "Wake-ups of which no job could be made.");

    public void WakeUpsDropped(long count) => dropped.Add(count);
}
