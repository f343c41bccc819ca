using Attachments.AspNetCore.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attachments.AspNetCore.Callers;

/// <summary>Says at start, in production, that callers are believed by their headers.</summary>
internal sealed class GatewayHeadersWarning(IHostEnvironment environment, ILogger<GatewayHeadersWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (environment.IsProduction())
            logger.GatewayHeadersTrusted();

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
