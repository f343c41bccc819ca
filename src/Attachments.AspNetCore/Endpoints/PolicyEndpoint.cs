using Attachments.AspNetCore.Responses;
using Attachments.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.AspNetCore.Endpoints;

internal static class PolicyEndpoint
{
    public const string Pattern = "/attachments/policy";

    private static readonly AttachmentEndpointMetadata Metadata = new(operation: null);

    public static IEndpointConventionBuilder Map(AttachmentRoutes routes)
    {
        var get = routes.Map(HttpMethods.Get, Pattern, Metadata, HandleAsync);
        routes.Describe(
            get, "GetAttachmentPolicy", "Gets the limits and types that are in force for the caller's uploads.", Shape,
            [new ProducesResponseTypeMetadata(200, typeof(AttachmentPolicyResponse), ["application/json"])],
            400, 401, 403, 500);

        return new EndpointPair(get, routes.Map(HttpMethods.Head, Pattern, Metadata, HandleAsync));
    }

    private static async Task HandleAsync(AttachmentRequest request)
    {
        var policies = request.Context.RequestServices.GetRequiredService<IUploadPolicies>();
        var policy = await policies.GetAsync(request.Caller, request.Aborted);

        request.Response.Headers.CacheControl = "no-store";
        await JsonResponse.WriteAsync(request.Response, AttachmentPolicyResponse.Of(policy), AttachmentsJsonContext.Default.AttachmentPolicyResponse);
    }

    private static void Shape()
    {
    }
}
