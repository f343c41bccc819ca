using System.Runtime.ExceptionServices;
using Attachments.Access;
using Attachments.Messages;

namespace Attachments.Sweeping;

/// <summary>Remembers how a host's directory failed, so that one tenant's fault does not hide the tenants behind it.</summary>
/// <param name="mostOfTenant">After how many faults in a row a tenant is passed over.</param>
/// <param name="mostTenants">After how many tenants in a row that failed it is asked no more.</param>
internal sealed class DirectoryFaults(int mostOfTenant, int mostTenants)
{
    private ExceptionDispatchInfo? first;
    private TenantId? failing;
    private int ofTenant;
    private int tenantsInARow;

    /// <summary>Asks the directory for a tenant. Tenants come one behind the other.</summary>
    /// <returns>What it answers; nothing where it fails.</returns>
    public async ValueTask<IReadOnlyCollection<MessageId>> TryAsync(
        TenantId tenant, Func<ValueTask<IReadOnlyCollection<MessageId>>> ask, CancellationToken cancellationToken)
    {
        if (failing == tenant && ofTenant >= mostOfTenant)
            return [];

        try
        {
            var answer = await ask().ConfigureAwait(false);
            (failing, ofTenant, tenantsInARow) = (null, 0, 0);
            return answer;
        }
#pragma warning disable CA1031 // The directory is the host's own: whatever it throws is thrown in the end.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Count(tenant))
#pragma warning restore CA1031
        {
            first ??= ExceptionDispatchInfo.Capture(exception);
            return [];
        }
    }

    /// <summary>Throws the first fault, if there was one.</summary>
    public void Throw() => first?.Throw();

    // Says whether to go on.
    private bool Count(TenantId tenant)
    {
        if (failing != tenant)
            (failing, ofTenant, tenantsInARow) = (tenant, 0, tenantsInARow + 1);

        ofTenant++;
        return tenantsInARow < mostTenants;
    }
}
