using Attachments.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Attachments.Scanning;

/// <summary>The parts of scanning. All are there, and none does anything, while it is off.</summary>
internal static class ScanningServices
{
    public static void AddScanning(this IServiceCollection services)
    {
        services.TryAddSingleton<VerdictGate>();
        services.TryAddSingleton<VerdictRecorder>();
        services.TryAddSingleton<InlineScanner>();
        services.TryAddSingleton<ScanMemory>();
        services.TryAddSingleton<StoredBlobScanner>();
        services.TryAddSingleton<ScanRetries>();
        services.TryAddSingleton<RescanScheduler>();
        services.TryAddSingleton<BlobScanProcessor>();
        services.TryAddSingleton<IBlobScanProcessor>(provider => provider.GetRequiredService<BlobScanProcessor>());
        services.TryAddSingleton<IAttachmentQuarantine, AttachmentQuarantine>();

        services.TryAddSingleton<InProcessScanQueue>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IScanQueue, InProcessScanQueue>(provider => provider.GetRequiredService<InProcessScanQueue>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ScanWorker>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ScanQueueMonitor>());

        services.TryAddSingleton<EventPublisher>();
        services.TryAddSingleton<LoggingAttachmentEvents>();
    }
}
