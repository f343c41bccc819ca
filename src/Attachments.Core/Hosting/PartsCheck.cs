using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Attachments.Hosting;

/// <summary>Stops a host that forgot to choose a part, with one sentence that says what to call.</summary>
internal sealed class PartsCheck(IServiceScopeFactory scopes, IOptions<ScanningOptions> scanning) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        // Whatever is missing throws its sentence when it is resolved.
        var scope = scopes.CreateAsyncScope();
        await using var disposal = scope.ConfigureAwait(false);
        _ = scope.ServiceProvider.GetRequiredService<IBlobStore>();
        _ = scope.ServiceProvider.GetRequiredService<IAttachmentRepository>();
        _ = scope.ServiceProvider.GetRequiredService<IScanRepository>();
        _ = scope.ServiceProvider.GetRequiredService<IBlobRepository>();
        _ = scope.ServiceProvider.GetRequiredService<ISealRepository>();
        _ = scope.ServiceProvider.GetRequiredService<IQuarantineRepository>();
        _ = scope.ServiceProvider.GetRequiredService<IConsistencyRepository>();
        _ = scope.ServiceProvider.GetRequiredService<IMessageDirectory>();

        var mode = scanning.Value.Mode;
        if (mode == ScanMode.Off)
            return;

        var scanners = scope.ServiceProvider.GetServices<IBlobScanner>().ToList();
        if (scanners.Count == 0)
            throw new InvalidOperationException($"Attachments:Scanning:Mode is {mode}, but no scanner is added: call AddClamAV or AddScanner<T>() on what AddAttachments returns, or set the mode to Off.");

        if (mode == ScanMode.Inline && !scanners.Exists(scanner => scanner.CanScanInline))
            throw new InvalidOperationException("Attachments:Scanning:Mode is Inline, but no scanner that is added can scan while bytes stream in: set the mode to Background.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
