using Attachments.Content;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Attachments.Hosting;

/// <summary>Stops a host that forgot to choose a part, with one sentence that says what to call.</summary>
internal sealed class PartsCheck(IServiceScopeFactory scopes, IServiceProviderIsService services, IOptions<ScanningOptions> scanning) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        // Whatever is missing throws its sentence when it is resolved.
        var scope = scopes.CreateAsyncScope();
        await using var disposal = scope.ConfigureAwait(false);
        _ = scope.ServiceProvider.GetRequiredService<IBlobStore>();
        _ = scope.ServiceProvider.GetRequiredService<IAttachmentRepository>();
        _ = scope.ServiceProvider.GetRequiredService<IMessageDirectory>();

        if (scanning.Value.Mode == ScanMode.Background && !services.IsService(typeof(IScanQueue)))
            throw NoScanner(ScanMode.Background);

        if (scanning.Value.Mode == ScanMode.Inline && !services.IsService(typeof(IContentInspector)))
            throw NoScanner(ScanMode.Inline);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static InvalidOperationException NoScanner(ScanMode mode) =>
        new($"Attachments:Scanning:Mode is {mode}, but no scanner is added: add one, or set the mode to Off.");
}
