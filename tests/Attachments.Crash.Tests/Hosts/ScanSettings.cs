namespace Attachments.Crash.Hosts;

/// <summary>How a host scans in the background.</summary>
internal sealed record ScanSettings
{
    private const string Variable = "ATTACHMENTS_TEST_CLAMD_TCP";

    /// <summary>Nobody listens there: the port is the system's own.</summary>
    public const string Nowhere = "127.0.0.1:1";

    public string Clamd { get; init; } = Nowhere;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Each scan takes up to this long besides what it takes anyway.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>What is said beside the real scanner; the worst counts.</summary>
    public string Verdict { get; init; } = "Clean";

    /// <summary>Holds up whoever reaches this point, from the start on and until it is disarmed.</summary>
    public string? StallAt { get; init; }

    /// <summary>How often Hangfire looks for what is due; in-process workers look as often as <see cref="PollInterval"/> says.</summary>
    public TimeSpan PassInterval { get; init; } = TimeSpan.FromSeconds(1);

    public int AtOnce { get; init; } = 4;

    public bool Quarantine { get; init; }

    /// <summary>Scans with the real daemon, whose lease runs out after two times two seconds.</summary>
    public static ScanSettings OfClamd()
    {
        var clamd = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(clamd))
            Assert.Skip($"{Variable} is not set");

        return new ScanSettings { Clamd = clamd };
    }

    public IEnumerable<string> ToArguments() =>
    [
        HostSettings.Argument("ClamAV", $"tcp://{Clamd}"),
        HostSettings.Argument("ScanPause", Pause),
        HostSettings.Argument("ScanVerdict", Verdict),
        HostSettings.Argument("Attachments:Scanning:Mode", "Background"),
        HostSettings.Argument("Attachments:Scanning:MaxConcurrentScans", AtOnce),
        HostSettings.Argument("Attachments:Scanning:Timeout", Timeout),
        HostSettings.Argument("Attachments:Scanning:PollInterval", PollInterval),
        HostSettings.Argument("Attachments:Scanning:RetryDelay", TimeSpan.FromMilliseconds(100)),
        HostSettings.Argument("Attachments:Scanning:RetryInterval", TimeSpan.FromSeconds(1)),
        HostSettings.Argument("Attachments:Scanning:InfectedContent", Quarantine ? "Quarantine" : "Remove"),
        HostSettings.Argument("Attachments:Jobs:PassInterval", PassInterval),
        HostSettings.Argument("Attachments:Jobs:SweepInterval", TimeSpan.FromSeconds(1)),
        HostSettings.Argument("Attachments:Jobs:SchedulePollingInterval", TimeSpan.FromMilliseconds(200)),
        .. StallAt is null ? Array.Empty<string>() : [HostSettings.Argument("StallAt", StallAt)],
    ];
}
