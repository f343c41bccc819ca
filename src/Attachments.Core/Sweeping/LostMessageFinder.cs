using System.Diagnostics;
using Attachments.Access;
using Attachments.Diagnostics;
using Attachments.Hosting;
using Attachments.Messages;
using Attachments.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Attachments.Sweeping;

/// <summary>Finds messages that the host deleted without telling, by asking its directory, and deletes their attachments.</summary>
internal sealed class LostMessageFinder(
    IBlobRepository blobs, IServiceScopeFactory scopes, TimeProvider clock, IOptions<SweepingOptions> options, ILogger<LostMessageFinder> logger)
{
    // A directory that hangs must not end all sweeping.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // A directory that knows no better asks for them one by one.
    private const int LargestPage = 100;

    // So many faults in a row of one tenant are that tenant's, which is passed over; of so many tenants they are the directory's, which is left alone until the next sweep.
    private const int MostFaults = 3;
    private const int MostTenants = 10;

    private TenantMessage? place;

    /// <summary>Asks for every message that has attachments, or for those behind the place where a fault ended the last call. Not for two at once.</summary>
    /// <returns>How many were lost.</returns>
    /// <remarks>Where the directory fails for a tenant, the others are asked for all the same; the first fault is thrown in the end.</remarks>
    public async ValueTask<int> DeleteAsync(CancellationToken cancellationToken)
    {
        var lost = 0;
        var faults = new DirectoryFaults(MostFaults, MostTenants);
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            var page = await blobs.ListMessagesAsync(place, Math.Min(options.Value.BatchSize, LargestPage), cancellationToken).ConfigureAwait(false);
            place = page.Count == 0 ? null : page[^1];
            if (page.Count == 0)
                break;

            lost += await DeleteMissingAsync(page, faults, cancellationToken).ConfigureAwait(false);
            await SweepPace.RestAsync(began, cancellationToken).ConfigureAwait(false);
        }

        faults.Throw();
        return lost;
    }

    private async ValueTask<int> DeleteMissingAsync(IReadOnlyList<TenantMessage> page, DirectoryFaults faults, CancellationToken cancellationToken)
    {
        var lost = 0;
        foreach (var tenant in page.GroupBy(message => message.Tenant, message => message.Message))
        {
            // The host's directory may need scoped services, and a sweep runs in no request's scope. A new one each time: a context that tracks must not grow for ever,
            // and one that hangs is nobody else's.
            var scope = scopes.CreateAsyncScope();
            await using var disposal = scope.ConfigureAwait(false);
            var directory = scope.ServiceProvider.GetRequiredService<IMessageDirectory>();
            var attachments = scope.ServiceProvider.GetRequiredService<IMessageAttachments>();

            var missing = await faults.TryAsync(tenant.Key, () => AskAsync(directory, tenant.Key, [.. tenant], cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var message in missing)
            {
                var deleted = await attachments.DeleteAllAsync(tenant.Key, message, cancellationToken).ConfigureAwait(false);
                logger.LostMessageFound(deleted);
                lost++;
            }
        }

        return lost;
    }

    private ValueTask<IReadOnlyCollection<MessageId>> AskAsync(
        IMessageDirectory directory, TenantId tenant, IReadOnlyCollection<MessageId> messages, CancellationToken cancellationToken) =>
        HostCode.CallAsync(token => directory.FindMissingAsync(tenant, messages, token), Patience, clock, cancellationToken);
}
