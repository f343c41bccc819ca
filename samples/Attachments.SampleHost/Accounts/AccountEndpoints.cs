using Attachments.Messages;
using Attachments.SampleHost.Authentication;
using Attachments.SampleHost.Messages;
using Attachments.SampleHost.Problems;

namespace Attachments.SampleHost.Accounts;

/// <summary>Drafts of an account: make, list, delete.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var messages = routes.MapGroup("/api/accounts/{accountId}/messages").RequireAuthorization().WithMetadata(JsonBody.SizeLimit).WithTags("Messages");

        messages.MapPost("", CreateAsync).Produces<MessageResponse>(StatusCodes.Status201Created);
        messages.MapGet("", ListAsync).Produces<MessageListResponse>();
        messages.MapDelete("{messageId}", DeleteAsync).Produces<DeletedResponse>();
    }

    private static async Task<IResult> CreateAsync(
        string accountId, JsonBody<CreateMessageRequest> body, MailCaller caller, MailMessageStore messages, TimeProvider clock, CancellationToken cancellationToken)
    {
        if ((caller.Problem ?? body.Problem) is { } problem)
            return problem;
        if (!MailText.IsAccountId(accountId))
            return MailProblem.BadRequest("account_invalid", "An account id is 1 to 128 characters without control characters");
        if (string.IsNullOrWhiteSpace(body.Value?.To))
            return MailProblem.BadRequest("field_required", "The field 'to' is required");
        if (body.Value.Subject is null)
            return MailProblem.BadRequest("field_required", "The field 'subject' is required");
        if (!MailText.IsStorable(body.Value.To) || !MailText.IsStorable(body.Value.Subject) || !MailText.IsStorable(body.Value.Body))
            return MailProblem.BadRequest("field_invalid", "A field must not contain U+0000");

        var now = clock.GetUtcNow();
        var message = new MailMessage(
            caller.Value.Tenant,
            MailMessageId.At(now),
            caller.Value.User,
            accountId,
            MailFolder.Drafts,
            body.Value.To,
            body.Value.Subject,
            body.Value.Body,
            now.ToUnixTimeMilliseconds(),
            SentAt: null);
        await messages.AddAsync(message, cancellationToken);

        return Results.Json(MessageResponse.Of(message), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(string accountId, MailCaller caller, MailMessageStore messages, CancellationToken cancellationToken)
    {
        if (caller.Problem is { } problem)
            return problem;
        if (!MailText.IsAccountId(accountId))
            return Results.Ok(new MessageListResponse([]));

        var found = await messages.ListAsync(caller.Value.Tenant, caller.Value.User, accountId, cancellationToken);

        return Results.Ok(new MessageListResponse([.. found.Select(MessageResponse.Of)]));
    }

    private static async Task<IResult> DeleteAsync(
        string accountId,
        string messageId,
        MailCaller caller,
        MailMessageStore messages,
        IMessageAttachments attachments,
        CancellationToken cancellationToken)
    {
        if (caller.Problem is { } problem)
            return problem;

        var message = await messages.FindVisibleAsync(caller.Value, messageId, cancellationToken);
        if (message is null || message.AccountId != accountId)
            return MailProblem.MessageNotFound;

        // The row first: an upload under way then finds no message. What a crash leaves between the two, the library's periodic pass finds.
        await messages.DeleteAsync(message.Tenant, message.Id, CancellationToken.None);
        await attachments.DeleteAllAsync(message.Tenant, message.Id, CancellationToken.None);

        return Results.Ok(new DeletedResponse(true, "Message deleted"));
    }
}
