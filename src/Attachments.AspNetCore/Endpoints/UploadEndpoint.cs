using System.ComponentModel;
using Attachments.Access;
using Attachments.AspNetCore.Multipart;
using Attachments.AspNetCore.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Attachments.AspNetCore.Endpoints;

internal static class UploadEndpoint
{
    public const string Pattern = ListEndpoint.Pattern;

    public static IEndpointConventionBuilder Map(AttachmentRoutes routes)
    {
        var post = routes.Map(HttpMethods.Post, Pattern, new AttachmentEndpointMetadata(AttachmentOperation.Upload), HandleAsync);
        routes.Describe(
            post, "UploadAttachment", "Adds a file to a draft message.", Shape,
            [new ProducesResponseTypeMetadata(201, typeof(UploadedAttachmentResponse), ["application/json"])],
            400, 401, 403, 404, 408, 413, 500, 503, 507);

        post.WithMetadata(new NoServerLimit());

        // No metadata says which body it accepts: routing would answer another one with 415, where the API has 400 and an earlier say for the message's own checks.
        return post;
    }

    private static async Task HandleAsync(AttachmentRequest request)
    {
        if (!request.TryGetMessage(out var message))
        {
            await request.AnswerAsync(Rejection.MessageNotFound);
            return;
        }

        var options = request.Context.RequestServices.GetRequiredService<IOptions<AttachmentsOptions>>().Value;
        var form = new MultipartUpload(request.Context.Request, options.MaxAttachmentSize);

        var result = await request.Attachments.UploadAsync(request.Caller, message, form, request.Aborted);
        if (!result.TryGetValue(out var upload, out var rejection))
        {
            await request.AnswerAsync(rejection);
            return;
        }

        var prefix = request.GetPrefix(segments: 3);
        request.Response.StatusCode = StatusCodes.Status201Created;
        request.Response.Headers.Location = AttachmentUrls.Metadata(prefix, upload.Attachment.Id);
        await JsonResponse.WriteAsync(request.Response, (upload, prefix), static (json, what) => AttachmentJson.WriteUploaded(json, what.upload, what.prefix));
    }

    private static void Shape(
        [Description("The draft's id.")] string messageId,
        [Description("The file.")] IFormFile file,
        [FromForm][Description("A name for the file in place of its own.")] string? filename = null)
    {
    }

    // The form counts file and other bytes itself, more exactly than the server can. With the server's limit in force Kestrel would not drain a refused
    // body, and most clients would see a reset connection in place of the answer; without it Kestrel drains for a few seconds and then closes.
    // As metadata, which routing applies before authentication, rate limits and the host's own middleware answer.
    private sealed class NoServerLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => null;
    }
}
