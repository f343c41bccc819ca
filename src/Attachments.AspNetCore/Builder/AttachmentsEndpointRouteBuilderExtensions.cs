using System.Diagnostics.CodeAnalysis;
using Attachments.AspNetCore;
using Attachments.AspNetCore.Endpoints;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the attachment endpoints into a host.</summary>
public static class AttachmentsEndpointRouteBuilderExtensions
{
    /// <summary>Maps the endpoints below a prefix.</summary>
    /// <param name="endpoints">The host's routes, or a route group.</param>
    /// <param name="prefix">Where the endpoints begin. The default is <c>/api/v1</c>.</param>
    /// <returns>The endpoints, all of them and each of them open to conventions such as <c>RequireAuthorization</c>.</returns>
    /// <remarks>
    /// Below <c>{prefix}/attachments</c> and <c>{prefix}/messages/{id}/attachments</c> what no route of the host matches is answered with 404 problem+json; the rest of
    /// the prefix is the host's.
    /// </remarks>
    /// <exception cref="InvalidOperationException"><c>AddAttachments</c> was not called, or an option asks for a service that is not there.</exception>
    public static AttachmentsEndpoints MapAttachments(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix = "/api/v1")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);

        var names = endpoints.ServiceProvider.GetService<EndpointNames>()
            ?? throw new InvalidOperationException("Call builder.Services.AddAttachments(...) before app.MapAttachments(...).");

        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<AttachmentsHttpOptions>>().Value;
        if (options.RequireAntiforgery && endpoints.ServiceProvider.GetService<IAntiforgery>() is null)
            throw new InvalidOperationException("Call builder.Services.AddAntiforgery() where Attachments:Http:RequireAntiforgery is true.");

        var group = endpoints.MapGroup(prefix);
        var routes = new AttachmentRoutes(group, names.NextSuffix());

        var mapped = new AttachmentsEndpoints(
            group,
            list: ListEndpoint.Map(routes),
            download: DownloadEndpoint.Map(routes),
            upload: UploadEndpoint.Map(routes),
            delete: DeleteEndpoint.Map(routes),
            metadata: MetadataEndpoint.Map(routes),
            policy: options.ServePolicy ? PolicyEndpoint.Map(routes) : routes.MapAbsent(PolicyEndpoint.Pattern));

        routes.RefuseOtherMethods(ListEndpoint.Pattern, HttpMethods.Get, HttpMethods.Head, HttpMethods.Post);
        routes.RefuseOtherMethods(DownloadEndpoint.Pattern, HttpMethods.Get, HttpMethods.Head);
        routes.RefuseOtherMethods(DeleteEndpoint.Pattern, HttpMethods.Delete);
        routes.RefuseOtherMethods(MetadataEndpoint.Pattern, HttpMethods.Get, HttpMethods.Head);
        if (options.ServePolicy)
            routes.RefuseOtherMethods(PolicyEndpoint.Pattern, HttpMethods.Get, HttpMethods.Head);

        routes.RefuseUnknown("/attachments/{**rest}");
        routes.RefuseUnknown("/messages/{messageId}/attachments/{**rest}");

        return mapped;
    }
}
