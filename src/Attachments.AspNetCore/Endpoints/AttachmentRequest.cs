using Attachments.Access;
using Attachments.AspNetCore.Problems;
using Attachments.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.AspNetCore.Endpoints;

/// <summary>One request to one of the endpoints, by a caller that is known.</summary>
internal sealed class AttachmentRequest(HttpContext context, AttachmentCaller caller, bool givesContent)
{
    public HttpContext Context => context;

    public HttpResponse Response => context.Response;

    public AttachmentCaller Caller => caller;

    public CancellationToken Aborted => context.RequestAborted;

    public IAttachmentService Attachments => context.RequestServices.GetRequiredService<IAttachmentService>();

    /// <summary>Gets whether the request names a message; where it does not, no message has that name.</summary>
    public bool TryGetMessage(out MessageId message)
    {
        var text = context.GetRouteValue("messageId") as string;
        return MessageId.TryParse(text?.Contains("%2F", StringComparison.OrdinalIgnoreCase) == true ? DecodeSlashes(text) : text, out message);
    }

    // A server leaves an encoded slash as it came, because it must not become one of the path's own; but an encoded percent sign before "2F" looks the same then. Only the request line tells them apart.
    private string DecodeSlashes(string text)
    {
        var path = context.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0].TrimEnd('/').Split('/');
        var segment = path is { Length: > 1 } ? path[^2] : "";

        // Only where the segment is the route's own: dots in a path, or a host that rewrites it, may have put another in its place.
        var isOwn = Uri.UnescapeDataString(segment.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase)).Equals(text, StringComparison.OrdinalIgnoreCase);
        return isOwn ? Uri.UnescapeDataString(segment) : text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
    }

    public bool TryGetAttachment(out AttachmentId id) => AttachmentId.TryParse(context.GetRouteValue("attachmentId") as string, out id);

    public Task AnswerAsync(Problem problem) => ProblemWriter.WriteAsync(context, problem);

    public Task AnswerAsync(Rejection rejection) => ProblemWriter.WriteAsync(context, RejectionTable.ToProblem(rejection, givesContent));

    /// <summary>Gets the path under which the endpoints were reached, with path base and route groups, without a trailing slash.</summary>
    /// <param name="segments">How many of the path's segments are the endpoint's own.</param>
    public string GetPrefix(int segments) => RequestPrefix.Of(context.Request, segments);
}
