using Attachments.Diagnostics;
using Attachments.Scanning;
using Microsoft.Extensions.Logging;

namespace Attachments.Events;

/// <summary>Writes every event to the log: infections as warnings, decisions on the quarantine as information, for the audit.</summary>
internal sealed class LoggingAttachmentEvents(ILogger<LoggingAttachmentEvents> logger) : IAttachmentEvents
{
    public ValueTask HandleAsync(AttachmentEvent attachmentEvent, CancellationToken cancellationToken)
    {
        switch (attachmentEvent)
        {
            case VerdictRecorded { Verdict.Status: ScanStatus.Infected } infected:
                logger.BlobInfected(infected.Blob, infected.Verdict.Detail, infected.Verdict.Engine);
                break;
            case VerdictRecorded recorded:
                logger.BlobScanned(recorded.Blob, recorded.Verdict.Status, recorded.Verdict.Detail, recorded.Verdict.Engine);
                break;
            case AttachmentsInfected infected:
                logger.AttachmentsInfected(infected.Attachments.Count, infected.Owner, infected.Blob);
                break;
            case QuarantineReleased released:
                logger.QuarantineReleased(released.Blob, released.By, released.Reason);
                break;
            case QuarantinePurged purged:
                logger.QuarantinePurged(purged.Blob, purged.By, purged.Reason);
                break;
            default:
                break;
        }

        return default;
    }
}
