using System.Globalization;

namespace Attachments.Crash.Hosts;

internal sealed record HostSettings
{
    /// <summary>The least that the library accepts, so that a test sees many graces go by.</summary>
    public static readonly TimeSpan ShortestGrace = TimeSpan.FromMilliseconds(100);

    /// <summary>How far this host's clock is from the true time.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>How often the host sweeps by itself; null where only the test makes it sweep.</summary>
    public TimeSpan? SweepInterval { get; init; }

    public TimeSpan Grace { get; init; } = ShortestGrace;

    /// <summary>Uploads above this are refused while they stream.</summary>
    public long MaxAttachmentSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>How the host scans; null where it does not.</summary>
    public ScanSettings? Scanning { get; init; }

    /// <summary>A command that runs the host's command line, such as a tracer.</summary>
    public IReadOnlyList<string> Wrapper { get; init; } = [];

    public IEnumerable<string> ToArguments()
    {
        yield return Argument("Attachments:MaxAttachmentSize", MaxAttachmentSize);
        yield return Argument("Attachments:Sweeping:GracePeriod", Grace);
        yield return Argument("Attachments:Sweeping:InProcess", SweepInterval is not null);
        if (SweepInterval is { } interval)
            yield return Argument("Attachments:Sweeping:Interval", interval);

        if (ClockOffset != TimeSpan.Zero)
            yield return Argument("ClockOffset", ClockOffset);

        foreach (var argument in Scanning?.ToArguments() ?? [])
            yield return argument;
    }

    public static string Argument(string name, object value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");
}
