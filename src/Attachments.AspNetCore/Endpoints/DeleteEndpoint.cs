using System.ComponentModel;
using Attachments.Access;
using Attachments.AspNetCore.Conditional;
using Attachments.AspNetCore.Download;
using Attachments.AspNetCore.Problems;
using Attachments.AspNetCore.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Endpoints;

internal static class DeleteEndpoint
{
    public const string Pattern = "/attachments/{attachmentId}";

    public static IEndpointConventionBuilder Map(AttachmentRoutes routes)
    {
        var delete = routes.Map(HttpMethods.Delete, Pattern, new AttachmentEndpointMetadata(AttachmentOperation.Delete), HandleAsync);
        routes.Describe(
            delete, "DeleteAttachment", "Deletes an attachment; its bytes go with the last attachment that shares them.", Shape,
            [new ProducesResponseTypeMetadata(200, typeof(DeletedAttachmentResponse), ["application/json"])],
            400, 401, 403, 404, 412, 500, 503);

        return delete;
    }

    private static async Task HandleAsync(AttachmentRequest request)
    {
        if (!request.TryGetAttachment(out var id))
        {
            await request.AnswerAsync(Rejection.AttachmentNotFound);
            return;
        }

        if (!await HoldsAsync(request, id))
            return;

        var result = await request.Attachments.DeleteAsync(request.Caller, id, request.Aborted);
        if (result.Rejection is { } rejection)
        {
            await request.AnswerAsync(rejection);
            return;
        }

        var answer = new DeletedAttachmentResponse(Success: true, "Attachment deleted");
        await JsonResponse.WriteAsync(request.Response, answer, AttachmentsJsonContext.Default.DeletedAttachmentResponse);
    }

    // An attachment never changes: what a condition says of it now is so when it is deleted. Who may not read it can set none, and learns nothing by it.
    private static async Task<bool> HoldsAsync(AttachmentRequest request, AttachmentId id)
    {
        var headers = request.Context.Request.Headers;
        if (headers is { IfMatch.Count: 0, IfNoneMatch.Count: 0, IfUnmodifiedSince.Count: 0 })
            return true;

        var found = await request.Attachments.GetAsync(request.Caller, id, request.Aborted);
        if (!found.TryGetValue(out var attachment, out var rejection))
        {
            await request.AnswerAsync(rejection);
            return false;
        }

        var representation = new Representation(attachment, inline: false);
        if (Preconditions.AllowChange(headers, representation.ETag, representation.LastModified))
            return true;

        await request.AnswerAsync(Problem.PreconditionFailed);
        return false;
    }

    private static void Shape([Description("The attachment's id.")] Guid attachmentId)
    {
    }
}
