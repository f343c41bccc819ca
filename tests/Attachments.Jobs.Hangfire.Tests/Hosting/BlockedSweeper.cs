using Attachments.Sweeping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attachments.Jobs.Hangfire.Tests.Hosting;

/// <summary>A sweep that goes on until the host stops.</summary>
internal sealed class BlockedSweeper : IAttachmentSweeper
{
    private int sweeps;

    public int Sweeps => Volatile.Read(ref sweeps);

    public void Replace(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<IAttachmentSweeper>(this));

    public async ValueTask<SweepReport> SweepAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref sweeps);
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return default;
    }
}
