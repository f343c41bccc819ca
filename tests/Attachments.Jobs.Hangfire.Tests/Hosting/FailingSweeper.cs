using Attachments.Persistence;
using Attachments.Sweeping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attachments.Jobs.Hangfire.Tests.Hosting;

internal sealed class FailingSweeper : IAttachmentSweeper
{
    public static void Replace(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<IAttachmentSweeper, FailingSweeper>());

    public ValueTask<SweepReport> SweepAsync(CancellationToken cancellationToken = default) => throw new AttachmentDatabaseException("Away.");
}
