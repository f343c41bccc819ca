using System.ComponentModel;
using Attachments.Access;
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
            400, 401, 403, 404, 500, 503);

        return delete;
    }

    private static async Task HandleAsync(AttachmentRequest request)
    {
        if (!request.TryGetAttachment(out var id))
        {
            await request.AnswerAsync(Rejection.AttachmentNotFound);
            return;
        }

        var result = await request.Attachments.DeleteAsync(request.Caller, id, request.Aborted);
        if (result.Rejection is { } rejection)
        {
            await request.AnswerAsync(rejection);
            return;
        }

        var answer = new DeletedAttachmentResponse(Success: true, "Attachment deleted");
        await JsonResponse.WriteAsync(request.Response, answer, AttachmentsJsonContext.Default.DeletedAttachmentResponse);
    }

    private static void Shape([Description("The attachment's id.")] Guid attachmentId)
    {
    }
}
