using Attachments.Persistence;
using Microsoft.Extensions.Options;

namespace Attachments.Scanning;

/// <summary>What a verdict allows. The one place that every way to the bytes passes.</summary>
internal sealed class VerdictGate(IOptions<ScanningOptions> options)
{
    private readonly ScanningOptions options = options.Value;

    public SealRules SealRules => new(
        RefusePending: Check(ScanStatus.Pending, ContentAction.Send) is not null,
        RefuseUnscannable: Check(ScanStatus.Unscannable, ContentAction.Send) is not null);

    /// <summary>Gets whether uploads of bytes that are known to be unscannable are refused. Where scans run behind, they are held back instead.</summary>
    public bool RefusesUnscannableUploads => options.Mode == ScanMode.Inline && CheckUpload(ScanStatus.Unscannable) is not null;

    /// <summary>Refuses an action that the verdict does not allow.</summary>
    public Rejection? Check(ScanStatus status, ContentAction action) => IsAllowed(VerdictPolicy.Of(status, action)) ? null : ToRejection(status);

    /// <summary>Refuses an upload whose bytes were scanned while they streamed.</summary>
    public Rejection? CheckUpload(ScanStatus status) => status switch
    {
        ScanStatus.Infected => Rejection.MalwareDetected,
        ScanStatus.Unscannable when !options.AllowUnscannable => Rejection.FileUnscannable,
        _ => null,
    };

    public static Rejection ToRejection(ScanStatus refused) => refused switch
    {
        ScanStatus.Infected => Rejection.MalwareDetected,
        ScanStatus.Unscannable => Rejection.FileUnscannable,
        ScanStatus.Pending => Rejection.ScanPending,
        _ => throw new InvalidOperationException($"A verdict of {refused} refuses nothing."),
    };

    private bool IsAllowed(VerdictRule rule) => rule switch
    {
        VerdictRule.Always => true,
        VerdictRule.UnlessScanned => options.Mode == ScanMode.Off,
        VerdictRule.UnlessPendingIsHeldBack => options.Mode == ScanMode.Off || options.AllowDownloadBeforeScan,
        VerdictRule.WhereUnscannableIsAllowed => options.AllowUnscannable,
        _ => false,
    };
}
