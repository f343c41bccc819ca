using Attachments.Access;
using Attachments.Deletion;
using Attachments.Diagnostics;
using Attachments.Persistence;
using Attachments.Scanning;

namespace Attachments.Messages;

internal sealed class MessageAttachments(
    IAttachmentRepository repository, ISealRepository seals, BlobReaper reaper, VerdictGate verdicts) : IMessageAttachments
{
    private const int DeleteBatch = 100;

    public async ValueTask<AttachmentResult<long>> SealAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        var outcome = await seals.SealAsync(tenant, message, verdicts.SealRules, cancellationToken).ConfigureAwait(false);
        if (outcome.Seal == MessageSeal.Deleted)
            return Rejection.MessageNotFound;

        return outcome.Refused is { } refused ? VerdictGate.ToRejection(refused) : outcome.AttachmentCount;
    }

    public ValueTask ReopenAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
        seals.ReopenAsync(tenant, message, cancellationToken);

    public async ValueTask<int> DeleteAllAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken)
    {
        using var activity = AttachmentsActivity.Start("message.delete");

        // Closed first: an upload under way then finds the seal, and no attachment comes after the last batch.
        await seals.MarkDeletedAsync(tenant, message, cancellationToken).ConfigureAwait(false);

        var deleted = 0;
        while (true)
        {
            var batch = await repository.FindReferencesAsync(tenant, message, DeleteBatch, cancellationToken).ConfigureAwait(false);
            if (batch.Count == 0)
                return deleted;

            deleted += await reaper.DeleteAsync(tenant, batch, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask<int> ReassignAsync(TenantId tenant, MessageId message, UserId owner, CancellationToken cancellationToken) =>
        repository.ReassignAsync(tenant, message, owner, cancellationToken);
}
