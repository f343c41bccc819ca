using Attachments.Access;
using Attachments.AspNetCore;

namespace Attachments.SampleHost.Authentication;

/// <summary>Who asks, for this host's own endpoints: the same caller that the attachment endpoints see.</summary>
/// <param name="Value">The caller, where <paramref name="Problem"/> is null.</param>
/// <param name="Problem">Why there is no caller, or null.</param>
internal sealed record MailCaller(AttachmentCaller Value, IResult? Problem)
{
    public static ValueTask<MailCaller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));

    public static MailCaller Of(HttpContext context) =>
        context.TryGetAttachmentCaller(out var caller, out var refusal) ? new MailCaller(caller, null) : new MailCaller(default, refusal);
}
