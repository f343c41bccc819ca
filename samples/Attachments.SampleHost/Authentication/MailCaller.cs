using System.Security.Claims;
using Attachments.Access;
using Attachments.SampleHost.Problems;

namespace Attachments.SampleHost.Authentication;

/// <summary>Who asks, for this host's own endpoints: the same claims that the attachment endpoints read.</summary>
/// <param name="Value">The caller, where <paramref name="Problem"/> is null.</param>
/// <param name="Problem">Why the identity is no caller, or null.</param>
internal sealed record MailCaller(AttachmentCaller Value, IResult? Problem)
{
    public static ValueTask<MailCaller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));

    public static MailCaller Of(ClaimsPrincipal user)
    {
        if (!TenantId.TryParse(user.FindFirstValue("tenant_id"), out var tenant))
            return Invalid("The caller's tenant is missing or not a valid identifier");

        var userText = user.FindFirstValue("user_id") ?? user.FindFirstValue("sub") ?? user.FindFirstValue(ClaimTypes.NameIdentifier);
        if (!UserId.TryParse(userText, out var id))
            return Invalid("The caller's user is missing or not a valid identifier");

        return (user.FindFirstValue("role") ?? "user") switch
        {
            "user" => new MailCaller(new AttachmentCaller(tenant, id), null),
            "admin" => new MailCaller(new AttachmentCaller(tenant, id, CallerRole.Admin), null),
            _ => Invalid("The caller's role is neither 'user' nor 'admin'"),
        };
    }

    private static MailCaller Invalid(string message) => new(default, MailProblem.BadRequest("invalid_caller", message));
}
