using Attachments.Diagnostics;
using Attachments.Messages;
using Attachments.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Sweeping;

/// <summary>Finds messages that the host deleted without telling, by asking its directory, and deletes their attachments.</summary>
internal sealed class LostMessageFinder(
    IBlobRepository blobs, IServiceScopeFactory scopes, IOptions<SweepingOptions> options, ILogger<LostMessageFinder> logger)
{
    public async ValueTask<int> DeleteAsync(CancellationToken cancellationToken)
    {
        var lost = 0;
        TenantMessage? after = null;
        while (true)
        {
            var page = await blobs.ListMessagesAsync(after, options.Value.BatchSize, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
                return lost;

            lost += await DeleteMissingAsync(page, cancellationToken).ConfigureAwait(false);
            after = page[^1];
        }
    }

    private async ValueTask<int> DeleteMissingAsync(IReadOnlyList<TenantMessage> page, CancellationToken cancellationToken)
    {
        // The host's directory may need scoped services, and a sweep runs in no request's scope. One per page: a context that tracks must not grow for ever.
        var scope = scopes.CreateAsyncScope();
        await using var disposal = scope.ConfigureAwait(false);
        var directory = scope.ServiceProvider.GetRequiredService<IMessageDirectory>();
        var attachments = scope.ServiceProvider.GetRequiredService<IMessageAttachments>();

        var lost = 0;
        foreach (var tenant in page.GroupBy(message => message.Tenant, message => message.Message))
        {
            var missing = await directory.FindMissingAsync(tenant.Key, [.. tenant], cancellationToken).ConfigureAwait(false);
            foreach (var message in missing)
            {
                var deleted = await attachments.DeleteAllAsync(tenant.Key, message, cancellationToken).ConfigureAwait(false);
                logger.LostMessageFound(deleted);
                lost++;
            }
        }

        return lost;
    }
}
