using System.ComponentModel;
using Attachments.Access;
using Attachments.AspNetCore.Conditional;
using Attachments.AspNetCore.Download;
using Attachments.AspNetCore.Problems;
using Attachments.Scanning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.AspNetCore.Endpoints;

internal static class DownloadEndpoint
{
    public const string Pattern = "/attachments/{attachmentId}/download";

    private static readonly Problem BadInline = Problem.InvalidQuery("invalid_query", "inline must be true or false");

    private static readonly AttachmentEndpointMetadata Metadata = new(AttachmentOperation.Download, givesContent: true);

    public static IEndpointConventionBuilder Map(AttachmentRoutes routes)
    {
        var get = routes.Map(HttpMethods.Get, Pattern, Metadata, HandleAsync);
        routes.Describe(
            get, "DownloadAttachment", "Gives an attachment's bytes, all of them or a range.", Shape,
            [
                new ProducesResponseTypeMetadata(200, typeof(Stream), ["application/octet-stream"]),
                new ProducesResponseTypeMetadata(206, typeof(Stream), ["application/octet-stream"]),
                new ProducesResponseTypeMetadata(304, typeof(void)),
                new ProducesResponseTypeMetadata(307, typeof(void)),
            ],
            400, 401, 403, 404, 409, 412, 416, 500, 503);

        var head = routes.Map(HttpMethods.Head, Pattern, Metadata, HandleAsync);
        routes.Describe(
            head, "DescribeAttachmentDownload", "Gives the headers of a download without its bytes.", ShapeOfHead,
            [new ProducesResponseTypeMetadata(200, typeof(void)), new ProducesResponseTypeMetadata(304, typeof(void))],
            400, 401, 403, 404, 409, 412, 500, 503);

        return new EndpointPair(get, head);
    }

    private static async Task HandleAsync(AttachmentRequest request)
    {
        if (FetchDestination.IsCode(request.Context.Request.Headers))
        {
            await request.AnswerAsync(Problem.NotCode);
            return;
        }

        if (!TryReadInline(request.Context.Request.Query, out var inline))
        {
            await request.AnswerAsync(BadInline);
            return;
        }

        if (!request.TryGetAttachment(out var id))
        {
            await request.AnswerAsync(Rejection.AttachmentNotFound);
            return;
        }

        var result = await request.Attachments.OpenAsync(request.Caller, id, inline ? ContentAction.Inline : ContentAction.Download, request.Aborted);
        if (!result.TryGetValue(out var content, out var rejection))
        {
            await request.AnswerAsync(rejection);
            return;
        }

        var types = request.Context.RequestServices.GetRequiredService<InlineTypes>();
        var representation = new Representation(content.Attachment, inline && types.Allows(content.Attachment.ContentType));
        await ServeAsync(request, content, representation);
    }

    private static async Task ServeAsync(AttachmentRequest request, AttachmentContent content, Representation representation)
    {
        var headers = request.Context.Request.Headers;
        switch (Preconditions.Evaluate(headers, representation.ETag, representation.LastModified))
        {
            case PreconditionOutcome.Failed:
                await request.AnswerAsync(Problem.PreconditionFailed);
                return;
            case PreconditionOutcome.NotModified:
                request.Response.StatusCode = StatusCodes.Status304NotModified;
                representation.Validate(request.Response.Headers);
                return;
        }

        // HEAD knows no ranges (RFC 9110, section 14.2).
        var range = !IsHead(request) && Preconditions.AllowsRange(headers.IfRange, representation.ETag, representation.LastModified)
            ? RangeHeader.Parse(headers.Range, representation.Length)
            : ByteRange.Whole;

        if (range.Kind == ByteRangeKind.Unsatisfiable)
        {
            request.Response.Headers.ContentRange = $"bytes */{representation.Length}";
            request.Response.Headers.AcceptRanges = "bytes";
            await request.AnswerAsync(Problem.RangeNotSatisfiable);
            return;
        }

        if (IsRedirected(request, content, representation))
            await RedirectAsync(request, content, representation);
        else
            await CopyAsync(request, content, representation, range);
    }

    // What is shown in the browser needs headers that a store does not send. A condition that held here would be asked again there, of a tag and a date that are others.
    private static bool IsRedirected(AttachmentRequest request, AttachmentContent content, Representation representation) =>
        content.MakesLinks && !representation.IsInline && !IsHead(request)
        && request.Context.Request.Headers is { IfRange.Count: 0, IfMatch.Count: 0, IfUnmodifiedSince.Count: 0 } and ({ IfModifiedSince.Count: 0 } or { IfNoneMatch.Count: > 0 });

    private static async Task RedirectAsync(AttachmentRequest request, AttachmentContent content, Representation representation)
    {
        var linked = await content.MakeLinkAsync(representation.ToLink(), request.Aborted);
        if (!linked.TryGetValue(out var address, out var rejection))
        {
            await request.AnswerAsync(rejection);
            return;
        }

        request.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        request.Response.Headers.Location = address.AbsoluteUri;
        representation.DescribeRedirect(request.Response.Headers);
    }

    private static async Task CopyAsync(AttachmentRequest request, AttachmentContent content, Representation representation, ByteRange range)
    {
        var isPart = range.Kind == ByteRangeKind.Part;
        var offset = isPart ? range.Offset : 0;
        var count = isPart ? range.Count : representation.Length;

        // The store is asked before anything is said, for HEAD too: a blob that is missing, or a store that is down, still gets its own answer.
        // One byte will do to know that it is there.
        var opened = await content.OpenReadAsync(offset, IsHead(request) ? 1 : count, request.Aborted);
        if (!opened.TryGetValue(out var reader, out var rejection))
        {
            await request.AnswerAsync(rejection);
            return;
        }

        await using (reader)
        {
            var response = request.Response;
            representation.Describe(response.Headers);
            response.ContentLength = count;
            if (isPart)
            {
                response.StatusCode = StatusCodes.Status206PartialContent;
                response.Headers.ContentRange = $"bytes {offset}-{offset + count - 1}/{representation.Length}";
            }

            if (!IsHead(request))
                await reader.CopyToAsync(response.BodyWriter, request.Aborted);
        }
    }

    private static bool IsHead(AttachmentRequest request) => HttpMethods.IsHead(request.Context.Request.Method);

    private static bool TryReadInline(IQueryCollection query, out bool inline)
    {
        inline = false;
        if (!query.TryGetValue("inline", out var values))
            return true;

        if (values.Count != 1)
            return false;

        inline = values[0] is "1" || string.Equals(values[0], "true", StringComparison.OrdinalIgnoreCase);
        return inline || values[0] is "0" || string.Equals(values[0], "false", StringComparison.OrdinalIgnoreCase);
    }

    private static void Shape(
        [Description("The attachment's id.")] Guid attachmentId,
        [Description("Shows the file in the browser where its type allows it.")] bool inline = false,
        [FromHeader(Name = "Range")][Description("One range of bytes.")] string? range = null,
        [FromHeader(Name = "If-Range")] string? ifRange = null,
        [FromHeader(Name = "If-Match")] string? ifMatch = null,
        [FromHeader(Name = "If-None-Match")] string? ifNoneMatch = null,
        [FromHeader(Name = "If-Modified-Since")] string? ifModifiedSince = null,
        [FromHeader(Name = "If-Unmodified-Since")] string? ifUnmodifiedSince = null)
    {
    }

    // HEAD knows no ranges (RFC 9110, section 14.2).
    private static void ShapeOfHead(
        [Description("The attachment's id.")] Guid attachmentId,
        [Description("Shows the file in the browser where its type allows it.")] bool inline = false,
        [FromHeader(Name = "If-Match")] string? ifMatch = null,
        [FromHeader(Name = "If-None-Match")] string? ifNoneMatch = null,
        [FromHeader(Name = "If-Modified-Since")] string? ifModifiedSince = null,
        [FromHeader(Name = "If-Unmodified-Since")] string? ifUnmodifiedSince = null)
    {
    }
}
