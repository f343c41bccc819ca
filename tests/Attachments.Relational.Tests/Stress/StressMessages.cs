using System.Collections.Concurrent;
using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;

namespace Attachments.Relational.Tests.Stress;

// A few messages that everybody works on. One that was sent or deleted makes room for the next of its place.
internal sealed class StressMessages
{
    private const int Places = 6;

    private static readonly TenantId[] Tenants = [TenantId.Parse("t1"), TenantId.Parse("t2")];

    private readonly int[] generations = new int[Places * Tenants.Length];

    public ConcurrentDictionary<TenantMessage, long> Sealed { get; } = new();

    public ConcurrentQueue<TenantMessage> Sent { get; } = new();

    public ConcurrentDictionary<TenantMessage, bool> Deleted { get; } = new();

    public static TenantId AnyTenant(Random random) => Tenants[random.Next(Tenants.Length)];

    public (TenantMessage Message, int Place) Any(Random random)
    {
        var place = random.Next(generations.Length);
        var generation = Volatile.Read(ref generations[place]);
        return (new TenantMessage(Tenants[place % Tenants.Length], MessageId.Parse($"m{place}-{generation}")), place);
    }

    public void Next(int place) => Interlocked.Increment(ref generations[place]);
}
