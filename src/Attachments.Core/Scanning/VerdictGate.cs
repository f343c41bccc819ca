using Attachments.Persistence;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

/// <summary>What a verdict allows. The one place that every way to the bytes passes.</summary>
internal sealed class VerdictGate(IOptions<ScanningOptions> options)
{
    private readonly ScanningOptions options = options.Value;

    public SealRules SealRules => new(RefusePending: options.Mode != ScanMode.Off, RefuseUnscannable: !options.AllowUnscannable);

    public Rejection? CheckDownload(ScanStatus status) => status switch
    {
        ScanStatus.Safe => null,
        ScanStatus.Infected => Rejection.MalwareDetected,
        ScanStatus.Unscannable => options.AllowUnscannable ? null : Rejection.FileUnscannable,
        ScanStatus.Pending => options.Mode == ScanMode.Off || options.AllowDownloadBeforeScan ? null : Rejection.ScanPending,
        _ => throw new InvalidOperationException($"Unknown scan status {status}."),
    };

    public static Rejection ToRejection(ScanStatus refused) => refused switch
    {
        ScanStatus.Infected => Rejection.MalwareDetected,
        ScanStatus.Unscannable => Rejection.FileUnscannable,
        ScanStatus.Pending => Rejection.ScanPending,
        _ => throw new InvalidOperationException($"A verdict of {refused} refuses nothing."),
    };
}
