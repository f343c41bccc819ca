using Attachments.Crash.Hosts;

namespace Attachments.Crash.Load;

/// <summary>The hosts that a client may turn to; a killed one is replaced by the one that was started after it.</summary>
internal sealed class HostPool(params HostProcess[] hosts)
{
    private readonly HostProcess[] hosts = [.. hosts];

    public int Count => hosts.Length;

    public HostProcess this[int index]
    {
        get => Volatile.Read(ref hosts[index]);
        set => Volatile.Write(ref hosts[index], value);
    }

    public bool IsAnyAlive => hosts.Any(host => host.IsAlive);

    /// <summary>Picks a host at random, one that lives where there is one.</summary>
    public HostClient Pick(Random random) => PickHost(random).Client;

    public HostProcess PickHost(Random random)
    {
        var first = random.Next(hosts.Length);
        var alive = Enumerable.Range(first, hosts.Length).Select(index => this[index % hosts.Length]).FirstOrDefault(host => host.IsAlive);
        return alive ?? this[first];
    }
}
