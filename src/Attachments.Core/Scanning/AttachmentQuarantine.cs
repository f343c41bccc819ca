using Attachments.Access;
using Attachments.Deletion;
using Attachments.Events;
using Attachments.Persistence;
using Attachments.Storage;
using Attachments.Sweeping;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

internal sealed class AttachmentQuarantine(
    IQuarantineRepository repository, BlobReaper reaper, EventPublisher events, IOptions<SweepingOptions> sweeping) : IAttachmentQuarantine
{
    // Kept with the verdict; the whole reason is in the event.
    private const int MaxDetailLength = 500;

    public ValueTask<IReadOnlyList<QuarantinedBlob>> ListAsync(TenantId tenant, BlobId? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return repository.ListAsync(tenant, after, limit, cancellationToken);
    }

    public async ValueTask<bool> ReleaseAsync(BlobKey blob, UserId by, string reason, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);

        var detail = $"Released by {by}: {reason}";
        if (!await repository.ReleaseAsync(blob, detail.Length > MaxDetailLength ? detail[..MaxDetailLength] : detail, cancellationToken).ConfigureAwait(false))
            return false;

        await events.PublishAsync(new QuarantineReleased(blob, by, reason)).ConfigureAwait(false);
        return true;
    }

    public async ValueTask<bool> PurgeAsync(BlobKey blob, UserId by, string reason, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);

        if (!await repository.PurgeAsync(blob, sweeping.Value.GracePeriod, cancellationToken).ConfigureAwait(false))
            return false;

        await reaper.ReapNowAsync([blob]).ConfigureAwait(false);
        await events.PublishAsync(new QuarantinePurged(blob, by, reason)).ConfigureAwait(false);
        return true;
    }
}
