using Microsoft.AspNetCore.Builder;

namespace Attachments.AspNetCore;

/// <summary>The endpoints that one call of <c>MapAttachments</c> has mapped. A convention added here goes to all of them; one added to a member, to that member alone.</summary>
public sealed class AttachmentsEndpoints : IEndpointConventionBuilder
{
    private readonly IEndpointConventionBuilder all;

    internal AttachmentsEndpoints(
        IEndpointConventionBuilder all,
        IEndpointConventionBuilder list,
        IEndpointConventionBuilder download,
        IEndpointConventionBuilder upload,
        IEndpointConventionBuilder delete,
        IEndpointConventionBuilder metadata,
        IEndpointConventionBuilder policy)
    {
        this.all = all;
        List = list;
        Download = download;
        Upload = upload;
        Delete = delete;
        Metadata = metadata;
        Policy = policy;
    }

    /// <summary>Gets <c>GET /messages/{id}/attachments</c>.</summary>
    public IEndpointConventionBuilder List { get; }

    /// <summary>Gets <c>GET</c> and <c>HEAD /attachments/{id}/download</c>.</summary>
    public IEndpointConventionBuilder Download { get; }

    /// <summary>Gets <c>POST /messages/{id}/attachments</c>.</summary>
    public IEndpointConventionBuilder Upload { get; }

    /// <summary>Gets <c>DELETE /attachments/{id}</c>.</summary>
    public IEndpointConventionBuilder Delete { get; }

    /// <summary>Gets <c>GET /attachments/{id}/metadata</c>.</summary>
    public IEndpointConventionBuilder Metadata { get; }

    /// <summary>Gets <c>GET /attachments/policy</c>, or what says that there is none where <see cref="AttachmentsHttpOptions.ServePolicy"/> is off.</summary>
    public IEndpointConventionBuilder Policy { get; }

    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention) => all.Add(convention);

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention) => all.Finally(finallyConvention);
}
