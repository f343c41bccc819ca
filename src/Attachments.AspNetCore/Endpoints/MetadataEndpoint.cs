using System.ComponentModel;
using Attachments.Access;
using Attachments.AspNetCore.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Endpoints;

internal static class MetadataEndpoint
{
    public const string Pattern = "/attachments/{attachmentId}/metadata";

    private static readonly AttachmentEndpointMetadata Metadata = new(AttachmentOperation.Read);

    public static IEndpointConventionBuilder Map(AttachmentRoutes routes)
    {
        var get = routes.Map(HttpMethods.Get, Pattern, Metadata, HandleAsync);
        routes.Describe(
            get, "GetAttachmentMetadata", "Gets an attachment's metadata without its bytes.", Shape,
            [new ProducesResponseTypeMetadata(200, typeof(AttachmentMetadataResponse), ["application/json"])],
            400, 401, 403, 404, 500, 503);

        return new EndpointPair(get, routes.Map(HttpMethods.Head, Pattern, Metadata, HandleAsync));
    }

    private static async Task HandleAsync(AttachmentRequest request)
    {
        if (!request.TryGetAttachment(out var id))
        {
            await request.AnswerAsync(Rejection.AttachmentNotFound);
            return;
        }

        var result = await request.Attachments.GetAsync(request.Caller, id, request.Aborted);
        if (!result.TryGetValue(out var attachment, out var rejection))
        {
            await request.AnswerAsync(rejection);
            return;
        }

        request.Response.Headers.CacheControl = "no-store";
        var prefix = request.GetPrefix(segments: 3);
        await JsonResponse.WriteAsync(request.Response, (attachment, prefix), static (json, what) => AttachmentJson.WriteMetadata(json, what.attachment, what.prefix));
    }

    private static void Shape([Description("The attachment's id.")] Guid attachmentId)
    {
    }
}
