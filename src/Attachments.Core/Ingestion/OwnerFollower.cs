using Attachments.Access;
using Attachments.Diagnostics;
using Attachments.Messages;
using Attachments.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attachments.Ingestion;

/// <summary>Gives an attachment to whoever its message was given to while it was attached.</summary>
/// <remarks>
/// Who gives a message away tells its directory first, and then reassigns the attachments that there are. This one may have come after that, with the owner
/// that was known before: then the directory tells of the new one now.
/// </remarks>
internal sealed class OwnerFollower(IServiceScopeFactory scopes, IAttachmentRepository repository, TimeProvider clock, ILogger<OwnerFollower> logger)
{
    // A message has to be given away between two questions for each of them.
    private const int MaxRounds = 3;

    // The upload is done, and nobody is to wait for long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async ValueTask<UploadedAttachment> FollowAsync(UploadedAttachment uploaded)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        var attachment = uploaded.Attachment;
        try
        {
            // Asked again after each change: the message may have been given away once more between the question and the row.
            for (var round = 0; round < MaxRounds; round++)
            {
                var owner = await FindOwnerAsync(attachment, patience.Token).AsTask().WaitAsync(patience.Token).ConfigureAwait(false);
                if (owner is null || owner == attachment.Owner)
                    break;

                var followed = await repository.ReassignOneAsync(attachment.Tenant, attachment.Id, attachment.Owner, owner.Value, patience.Token).ConfigureAwait(false);
                if (!followed)
                {
                    // Somebody was faster, and knows better.
                    attachment = await repository.FindAsync(attachment.Tenant, attachment.Id, patience.Token).ConfigureAwait(false) ?? attachment;
                    break;
                }

                attachment = attachment with { Owner = owner.Value };
            }
        }
        catch (Exception exception)
        {
            // What was attached stays so, whatever the host's directory says.
            logger.OwnerNotFollowed(attachment.Id, exception);
        }

        return uploaded with { Attachment = attachment };
    }

    // In a scope of its own: a DbContext that the request has asked before would tell what it told then.
    private async ValueTask<UserId?> FindOwnerAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using var disposal = scope.ConfigureAwait(false);
        var directory = scope.ServiceProvider.GetRequiredService<IMessageDirectory>();
        return (await directory.FindAsync(attachment.Tenant, attachment.Message, cancellationToken).ConfigureAwait(false))?.Owner;
    }
}
