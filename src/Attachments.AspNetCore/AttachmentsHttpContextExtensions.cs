using System.Diagnostics.CodeAnalysis;
using Attachments.Access;
using Attachments.AspNetCore.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.AspNetCore;

/// <summary>What the attachment endpoints know of a request, for a host's own endpoints.</summary>
public static class AttachmentsHttpContextExtensions
{
    /// <summary>Gets who asks, by the rules by which the attachment endpoints tell: the same claims, formats and options (<see cref="AttachmentsHttpOptions"/>).</summary>
    /// <param name="context">The request, behind authentication.</param>
    /// <param name="caller">The caller. It means something only where the method returns true.</param>
    /// <param name="refusal">What the attachment endpoints would answer, where the method returns false: 401 <c>unauthorized</c> for nobody, 400 <c>invalid_caller</c> for an identity that is no caller.</param>
    /// <returns>Whether there is a caller.</returns>
    /// <exception cref="InvalidOperationException">The library is not registered (<c>AddAttachments</c>).</exception>
    public static bool TryGetAttachmentCaller(this HttpContext context, out AttachmentCaller caller, [NotNullWhen(false)] out IResult? refusal)
    {
        ArgumentNullException.ThrowIfNull(context);

        var resolution = context.RequestServices.GetRequiredService<CallerResolver>().Resolve(context.User);
        caller = resolution.Caller.GetValueOrDefault();
        refusal = resolution.Caller is null ? new CallerRefusal(resolution.Problem) : null;
        return refusal is null;
    }
}
