using Attachments.AspNetCore;
using Attachments.AspNetCore.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>Tunes the web server for files.</summary>
public static class AttachmentsWebHostBuilderExtensions
{
    /// <summary>Lets Kestrel receive files in large blocks, and read less ahead. It concerns every request of the host, so it is the host's to ask for.</summary>
    /// <param name="builder">The web host, <c>builder.WebHost</c> of a <c>WebApplicationBuilder</c>.</param>
    /// <param name="configure">Changes the sizes; null keeps them.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    /// <remarks>What it gains and what it costs in memory: docs/performance.md. For the sockets transport, Kestrel's default.</remarks>
    public static IWebHostBuilder UseAttachmentsTransport(this IWebHostBuilder builder, Action<AttachmentsTransportOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var options = new AttachmentsTransportOptions();
        configure?.Invoke(options);
        options.Validate();

        builder.UseSockets(sockets => sockets.MaxReadBufferSize = options.MaxReadBufferSize);
        return builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<IMemoryPoolFactory<byte>>(
            provider => new BlockPoolFactory(options, provider.GetService<TimeProvider>() ?? TimeProvider.System))));
    }
}
