using Attachments.Diagnostics;
using Attachments.Persistence;
using Microsoft.Extensions.Logging;

namespace Attachments.Ingestion;

/// <summary>Gives an attachment to whoever its message was given to while it was attached.</summary>
/// <remarks>
/// Who gives a message away tells its directory first, and then reassigns the attachments that there are. This one may have come after that, with the owner
/// that was known before: then the directory tells of the new one now.
/// </remarks>
internal sealed class OwnerFollower(IAttachmentRepository repository, TimeProvider clock, ILogger<OwnerFollower> logger)
{
    // The upload is done, and nobody is to wait for long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async ValueTask<UploadedAttachment> FollowAsync(UploadAdmission admission, UploadedAttachment uploaded)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            var attachment = uploaded.Attachment;
            var owner = await admission.FindOwnerAsync(attachment.Tenant, attachment.Message, patience.Token).AsTask().WaitAsync(patience.Token).ConfigureAwait(false);
            if (owner is null || owner == attachment.Owner)
                return uploaded;

            // Or somebody was faster.
            await repository.ReassignOneAsync(attachment.Tenant, attachment.Id, attachment.Owner, owner.Value, patience.Token).ConfigureAwait(false);
            return uploaded with { Attachment = attachment with { Owner = owner.Value } };
        }
        catch (Exception exception)
        {
            // What was attached stays so, whatever the host's directory says.
            logger.OwnerNotFollowed(uploaded.Attachment.Id, exception);
            return uploaded;
        }
    }
}
