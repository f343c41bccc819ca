using Attachments.AspNetCore.Callers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the authentication scheme that believes a gateway's headers.</summary>
public static class AttachmentsAuthenticationBuilderExtensions
{
    /// <summary>Adds a scheme that takes the caller from the headers <c>X-Tenant-ID</c>, <c>X-User-ID</c> and <c>X-User-Role</c> (default <c>user</c>).</summary>
    /// <param name="builder">The host's authentication.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <remarks>
    /// <para>For development, and for hosts that only a trusted gateway can reach: the headers are believed. In production a warning is logged at start.</para>
    /// <para>
    /// A request that carries an <c>Authorization</c> header is never read by this scheme, so a bad token stays a bad token whatever the headers say.
    /// The scheme is <see cref="GatewayHeadersDefaults.AuthenticationScheme"/>; make it the default, or name it in a policy beside another one.
    /// </para>
    /// </remarks>
    public static AuthenticationBuilder AddAttachmentsGatewayHeaders(this AuthenticationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddSingleton<GatewayHeadersMarker>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GatewayHeadersWarning>());
        return builder.AddScheme<AuthenticationSchemeOptions, GatewayHeadersHandler>(GatewayHeadersDefaults.AuthenticationScheme, null);
    }
}
