using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Storage.Migration.Hosting;

internal sealed class StoreSides(Action<IAttachmentsBuilder> from, Action<IAttachmentsBuilder> to, IServiceProvider host) : IDisposable, IAsyncDisposable
{
    public StoreSide From { get; } = new("from", from, host);

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
