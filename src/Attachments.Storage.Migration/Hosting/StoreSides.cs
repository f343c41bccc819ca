using Attachments.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Storage.Migration.Hosting;

internal sealed class StoreSides(StoreMigrationStep step, Action<IAttachmentsBuilder> from, Action<IAttachmentsBuilder> to, IServiceProvider host) : IDisposable, IAsyncDisposable
{
    // The rows tell a store whether it should be there. The new one is made by the first step, and has uploads from the second on.
    public StoreSide From { get; } = new("from", from, host, typeof(IConsistencyRepository));

    public StoreSide To { get; } = step == StoreMigrationStep.Copy ? new("to", to, host, typeof(IConsistencyRepository)) : new("to", to, host);

    public void Dispose()
    {
        From.Dispose();
        To.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await From.DisposeAsync().ConfigureAwait(false);
        await To.DisposeAsync().ConfigureAwait(false);
    }
}
