using Attachments.SampleHost.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Attachments.SampleHost.Network;

/// <summary>What a client may take of this host's connections and time. Kestrel's own limits on lines and headers (8 KiB, 32 KiB, 100) stay as they are.</summary>
/// <param name="Max">How many connections may be open at once.</param>
/// <param name="HeadersTimeout">How long the head of a request may take.</param>
/// <param name="KeepAlive">How long an idle connection stays open.</param>
/// <param name="MinBodyRate">How many bytes of a body must come in a second, and of an answer must be taken.</param>
/// <param name="BodyGrace">How long a body may be slower than that.</param>
internal sealed record ConnectionSettings(int Max, TimeSpan HeadersTimeout, TimeSpan KeepAlive, int MinBodyRate, TimeSpan BodyGrace)
{
    private const string Section = "SampleHost:Connections:";

    // The clock that enforces the rate ticks once a second.
    private static readonly TimeSpan ShortestGrace = TimeSpan.FromSeconds(2);

    /// <summary>Reads <c>SampleHost:Connections</c>.</summary>
    /// <exception cref="InvalidSettingException">A value cannot be used.</exception>
    public static ConnectionSettings Read(IConfiguration configuration)
    {
        var grace = configuration.ReadTimeSpan(Section + "BodyGrace") ?? TimeSpan.FromSeconds(5);
        if (grace < ShortestGrace)
            throw new InvalidSettingException($"{Section}BodyGrace must be at least {ShortestGrace:c}, but is '{grace:c}'.");

        return new ConnectionSettings(
            configuration.ReadNumber(Section + "Max", least: 1) ?? 10_000,
            configuration.ReadTimeSpan(Section + "HeadersTimeout") ?? TimeSpan.FromSeconds(15),
            configuration.ReadTimeSpan(Section + "KeepAlive") ?? TimeSpan.FromSeconds(130),
            configuration.ReadNumber(Section + "MinBodyRate", least: 1) ?? 240,
            grace);
    }

    public void Apply(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = Max;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = KeepAlive;
        limits.MinRequestBodyDataRate = new MinDataRate(MinBodyRate, BodyGrace);
        limits.MinResponseDataRate = new MinDataRate(MinBodyRate, BodyGrace);
    }
}
