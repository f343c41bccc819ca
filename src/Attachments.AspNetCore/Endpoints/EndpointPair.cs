using Microsoft.AspNetCore.Builder;

namespace Attachments.AspNetCore.Endpoints;

/// <summary>Two endpoints that a host sees as one: GET and HEAD of the same resource.</summary>
internal sealed class EndpointPair(IEndpointConventionBuilder get, IEndpointConventionBuilder head) : IEndpointConventionBuilder
{
    public void Add(Action<EndpointBuilder> convention)
    {
        get.Add(convention);
        head.Add(convention);
    }

    public void Finally(Action<EndpointBuilder> finallyConvention)
    {
        get.Finally(finallyConvention);
        head.Finally(finallyConvention);
    }
}
