using Attachments.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Storage.Migration.Hosting;

internal sealed class StoreSides(Action<IAttachmentsBuilder> from, Action<IAttachmentsBuilder> to, IServiceProvider host) : IDisposable, IAsyncDisposable
{
    // The rows tell a store whether it should hold bytes. The new one need not.
    public StoreSide From { get; } = new("from", from, host, typeof(IConsistencyRepository));

    public StoreSide To { get; } = new("to", to, host);

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
