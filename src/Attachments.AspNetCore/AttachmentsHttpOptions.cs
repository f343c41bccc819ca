using System.ComponentModel.DataAnnotations;

namespace Attachments.AspNetCore;

/// <summary>How requests name their caller and how files are served. Section <c>Attachments:Http</c>.</summary>
public sealed class AttachmentsHttpOptions
{
    /// <summary>Gets or sets the type of the claim that names the caller's tenant.</summary>
    /// <value>The default is <c>tenant_id</c>.</value>
    [Required(ErrorMessage = "Attachments:Http:TenantClaimType must name a claim type.")]
    public string TenantClaimType { get; set; } = "tenant_id";

    /// <summary>Gets or sets the type of the claim that names the caller within the tenant.</summary>
    /// <value>The default is <c>user_id</c>. Where the caller has no such claim, <c>sub</c> counts, then the name identifier.</value>
    [Required(ErrorMessage = "Attachments:Http:UserClaimType must name a claim type.")]
    public string UserClaimType { get; set; } = "user_id";

    /// <summary>Gets or sets the type of the claim that holds the caller's role, <c>user</c> or <c>admin</c>.</summary>
    /// <value>
    /// The default is <c>role</c>, or <see cref="System.Security.Claims.ClaimTypes.Role"/> where the caller has none (JWT bearer renames the claim unless
    /// <c>MapInboundClaims</c> is off). A caller without the claim is a user; one with another role is refused: name a claim type of your own
    /// where the host's roles mean other things.
    /// </value>
    [Required(ErrorMessage = "Attachments:Http:RoleClaimType must name a claim type.")]
    public string RoleClaimType { get; set; } = "role";

    /// <summary>Gets or sets what tenants and users may look like.</summary>
    /// <value>The default is <see cref="IdentifierFormat.Free"/>.</value>
    [EnumDataType(typeof(IdentifierFormat), ErrorMessage = "Attachments:Http:IdentifierFormat must be Free or Uuid.")]
    public IdentifierFormat IdentifierFormat { get; set; }

    /// <summary>Gets or sets the media types that <c>inline=true</c> shows in the browser; <c>audio/*</c> stands for all of its subtypes.</summary>
    /// <value>Null, the default, shows raster images, PDF, plain text, audio and video. An empty list shows none.</value>
    /// <remarks>HTML, SVG, XML and scripts are never shown, whatever stands here: they are downloaded.</remarks>
    public IList<string>? InlineContentTypes { get; set; }

    /// <summary>Gets or sets whether uploads and deletes must carry an antiforgery token in a header.</summary>
    /// <value>The default is false. Turn it on where browsers authenticate with cookies. Needs <c>services.AddAntiforgery()</c>.</value>
    public bool RequireAntiforgery { get; set; }

    /// <summary>Gets or sets whether <c>GET /attachments/policy</c> tells callers which limits and types are in force.</summary>
    /// <value>The default is true. Where it is false the address answers 404. Read when the endpoints are mapped.</value>
    public bool ServePolicy { get; set; } = true;
}
