namespace Attachments.Access;

internal sealed class OwnerOrAdminPolicy : IAttachmentAccessPolicy
{
    public ValueTask<bool> IsAllowedAsync(AttachmentAccessRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(request.Caller.Role == CallerRole.Admin || request.Caller.User == request.Owner);
}
