using Attachments.Scanning;

namespace Attachments.CrashHost;

/// <summary>What a test wants of this host's scans.</summary>
internal sealed class ScanWishes(IConfiguration configuration)
{
    /// <summary>A scan takes up to this long besides what it takes anyway.</summary>
    public TimeSpan Pause { get; } = configuration.GetValue("ScanPause", TimeSpan.Zero);

    /// <summary>What is said beside the real scanner. The worst counts.</summary>
    public ScanVerdict Verdict { get; } = configuration.GetValue("ScanVerdict", ScanVerdict.Clean);
}
