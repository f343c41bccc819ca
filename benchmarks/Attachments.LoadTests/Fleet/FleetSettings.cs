using System.Globalization;

namespace Attachments.LoadTests.Fleet;

/// <summary>How many hosts and clients run for how long, and what is done to them.</summary>
internal sealed record FleetSettings
{
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(20);

    public int Hosts { get; init; } = 2;

    public int Clients { get; init; } = 8;

    public JobBroker Jobs { get; init; } = JobBroker.Redis;

    /// <summary>Whether clamd scans what was uploaded, in the background.</summary>
    public bool Scans { get; init; } = true;

    public int Seed { get; init; } = Random.Shared.Next(1, 1_000_000);

    /// <summary>How long everything is left alone between two faults, at most.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a fault lasts, at most, before what was stopped is started again.</summary>
    public TimeSpan LongestFault { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How many faults there are at least: until then the run goes on, up to three times as long.</summary>
    public int LeastFaults { get; init; }

    /// <summary>How long hosts leave leftovers alone. Longer than an upload takes that a fault holds up.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where services of its own run: everything in it may be killed.</summary>
    public string ServicesDirectory { get; init; } = "/tmp/attachments-services-fleet";

    /// <summary>The first of the services' and hosts' ports.</summary>
    public int FirstPort { get; init; } = 21_000;

    /// <summary>Reads the command line.</summary>
    /// <returns>The settings, or null where an argument is not known.</returns>
    public static FleetSettings? Parse(IReadOnlyList<string> arguments)
    {
        var settings = new FleetSettings();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count || settings.With(arguments[i], arguments[i + 1]) is not { } next)
                return null;

            settings = next;
        }

        return settings;
    }

    private FleetSettings? With(string name, string value) => name switch
    {
        "--minutes" => this with { Duration = TimeSpan.FromMinutes(double.Parse(value, CultureInfo.InvariantCulture)) },
        "--hosts" => this with { Hosts = int.Parse(value, CultureInfo.InvariantCulture) },
        "--clients" => this with { Clients = int.Parse(value, CultureInfo.InvariantCulture) },
        "--jobs" => Enum.TryParse<JobBroker>(value, ignoreCase: true, out var jobs) ? this with { Jobs = jobs } : null,
        "--scan" => this with { Scans = value == "on" },
        "--seed" => this with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
        "--services" => this with { ServicesDirectory = value },
        "--first-port" => this with { FirstPort = int.Parse(value, CultureInfo.InvariantCulture) },
        _ => null,
    };
}
