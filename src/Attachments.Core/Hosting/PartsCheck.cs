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
internal sealed class PartsCheck(IServiceProviderIsService services, IOptions<ScanningOptions> scanning) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Require<IBlobStore>("No blob store is chosen: call UseFileSystemStore (or another Use…Store) on what AddAttachments returns.");
        Require<IAttachmentRepository>("No database is chosen: call UseSqlite or UsePostgreSql on what AddAttachments returns.");
        Require<IMessageDirectory>("No message directory is chosen: call UseMessages<T>() on what AddAttachments returns.");

        if (scanning.Value.Mode == ScanMode.Background)
            Require<IScanQueue>("Attachments:Scanning:Mode is Background, but no scanner is added: add one, or set the mode to Off.");

        if (scanning.Value.Mode == ScanMode.Inline)
            Require<IContentInspector>("Attachments:Scanning:Mode is Inline, but no scanner is added: add one, or set the mode to Off.");

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Require<TService>(string sentence)
    {
        if (!services.IsService(typeof(TService)))
            throw new InvalidOperationException(sentence);
    }
}
