using Attachments.Messages;
using Attachments.SampleHost.Authentication;
using Attachments.SampleHost.Messages;
using Attachments.SampleHost.Problems;

namespace Attachments.SampleHost.Compose;

/// <summary>Sending. Nothing leaves the house: the message moves to the folder of sent ones.</summary>
internal static class ComposeEndpoints
{
    public static void MapCompose(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/compose").RequireAuthorization().WithMetadata(JsonBody.SizeLimit).WithTags("Messages").MapPost("send", SendAsync).Produces<SentResponse>();

    private static async Task<IResult> SendAsync(
        JsonBody<SendRequest> body,
        MailCaller caller,
        MailMessageStore messages,
        IMessageAttachments attachments,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if ((caller.Problem ?? body.Problem) is { } problem)
            return problem;
        if (string.IsNullOrEmpty(body.Value?.MessageId))
            return MailProblem.BadRequest("field_required", "The field 'messageId' is required");

        var message = await messages.FindVisibleAsync(caller.Value, body.Value.MessageId, cancellationToken);
        if (message is null)
            return MailProblem.MessageNotFound;
        if (!message.IsDraft)
            return MailProblem.AlreadySent;

        // Sealed first, so that what is sent is what was checked. A crash before the next step leaves a draft that takes no more uploads; sending again repairs it. Nobody's hanging up may do the same.
        var seal = await attachments.SealAsync(message.Tenant, message.Id, cancellationToken);
        if (seal.Rejection is { } rejection)
            return rejection.Code == RejectionCode.MessageNotFound ? MailProblem.MessageNotFound : MailProblem.Conflict(rejection);

        var sentAt = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (await messages.MarkSentAsync(message.Tenant, message.Id, sentAt, CancellationToken.None))
            return Results.Ok(new SentResponse(message.Id.Value, "sent", sentAt));

        // Somebody else was faster: sent it, or deleted it.
        return await messages.FindAsync(message.Tenant, message.Id, cancellationToken) is null ? MailProblem.MessageNotFound : MailProblem.AlreadySent;
    }
}
