using System.Diagnostics.CodeAnalysis;
using Attachments.AspNetCore.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attachments.AspNetCore.Endpoints;

/// <summary>Maps single endpoints with all that routing, authorization and OpenAPI must know of them.</summary>
internal sealed class AttachmentRoutes(IEndpointRouteBuilder routes, string nameSuffix)
{
    /// <summary>Maps one endpoint.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The route below the prefix.</param>
    /// <param name="metadata">What the endpoint does.</param>
    /// <param name="handle">Handles the request of a caller that is known.</param>
    public IEndpointConventionBuilder Map(
        string method, [StringSyntax("Route")] string pattern, AttachmentEndpointMetadata metadata, Func<AttachmentRequest, Task> handle) =>
        routes.MapMethods(pattern, [method], EndpointPipeline.Build(metadata, handle)).WithMetadata(metadata).DisableCookieRedirect();

    /// <summary>Describes an endpoint to ApiExplorer, and through it to OpenAPI.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="name">Its name and operation id.</param>
    /// <param name="summary">One sentence.</param>
    /// <param name="shape">
    /// A method that is never called: its parameters, with their types, defaults and attributes, are the endpoint's. ApiExplorer reads them there and nowhere else,
    /// and a delegate's own method needs no reflection that trimming could break.
    /// </param>
    /// <param name="success">The answers that are no problems.</param>
    /// <param name="problems">The statuses of the answers that are.</param>
    public void Describe(
        IEndpointConventionBuilder endpoint, string name, string summary, Delegate shape, ProducesResponseTypeMetadata[] success, params int[] problems)
    {
        endpoint.WithName(name + nameSuffix).WithMetadata(
            shape.Method,
            new EndpointSummaryAttribute(summary),
            new TagsAttribute("Attachments"));

        endpoint.WithMetadata([.. shape.Method.GetParameters().Select(static parameter => new ShapeParameter(parameter))]);
        endpoint.WithMetadata([.. success]);
        foreach (var status in problems)
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(AttachmentProblem), [ProblemWriter.ContentType]));
    }

    /// <summary>Maps what is left of a route: the methods that it does not take.</summary>
    /// <param name="pattern">The route below the prefix.</param>
    /// <param name="methods">The methods that it takes.</param>
    public void RefuseOtherMethods([StringSyntax("Route")] string pattern, params string[] methods)
    {
        var allow = string.Join(", ", methods);
        routes.Map(pattern, context =>
        {
            context.Response.Headers.Allow = allow;
            return ProblemWriter.WriteAsync(context, Problem.MethodNotAllowed);
        }).WithMetadata(new AttachmentEndpointMetadata(operation: null)).DisableCookieRedirect();
    }

    /// <summary>Maps an address that is switched off, which another route's parameter would else take for a value.</summary>
    /// <param name="pattern">The route below the prefix.</param>
    public IEndpointConventionBuilder MapAbsent([StringSyntax("Route")] string pattern) =>
        routes.Map(pattern, static context => ProblemWriter.WriteAsync(context, Problem.RouteNotFound))
            .WithMetadata(new AttachmentEndpointMetadata(operation: null)).DisableCookieRedirect();

    /// <summary>Maps what is left of a tree that is the library's own, behind every other route of the host.</summary>
    /// <param name="pattern">The tree below the prefix, ending in a catch-all parameter.</param>
    public void RefuseUnknown([StringSyntax("Route")] string pattern) =>
        routes.Map(pattern, context => ProblemWriter.WriteAsync(context, Problem.RouteNotFound))
            .WithMetadata(new AttachmentEndpointMetadata(operation: null)).DisableCookieRedirect()
            .Add(static endpoint => ((RouteEndpointBuilder)endpoint).Order = int.MaxValue);
}
