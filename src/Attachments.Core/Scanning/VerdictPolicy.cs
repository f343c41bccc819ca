namespace Attachments.Scanning;

/// <summary>Which verdict allows which action: the whole table.</summary>
internal static class VerdictPolicy
{
    public static VerdictRule Of(ScanStatus status, ContentAction action) => (status, action) switch
    {
        (ScanStatus.Pending, ContentAction.Download) => VerdictRule.UnlessPendingIsHeldBack,
        (ScanStatus.Pending, ContentAction.Inline) => VerdictRule.UnlessPendingIsHeldBack,
        (ScanStatus.Pending, ContentAction.Thumbnail) => VerdictRule.UnlessPendingIsHeldBack,
        (ScanStatus.Pending, ContentAction.Archive) => VerdictRule.UnlessPendingIsHeldBack,
        (ScanStatus.Pending, ContentAction.Send) => VerdictRule.UnlessScanned,

        (ScanStatus.Safe, ContentAction.Download) => VerdictRule.Always,
        (ScanStatus.Safe, ContentAction.Inline) => VerdictRule.Always,
        (ScanStatus.Safe, ContentAction.Thumbnail) => VerdictRule.Always,
        (ScanStatus.Safe, ContentAction.Archive) => VerdictRule.Always,
        (ScanStatus.Safe, ContentAction.Send) => VerdictRule.Always,

        (ScanStatus.Infected, ContentAction.Download) => VerdictRule.Never,
        (ScanStatus.Infected, ContentAction.Inline) => VerdictRule.Never,
        (ScanStatus.Infected, ContentAction.Thumbnail) => VerdictRule.Never,
        (ScanStatus.Infected, ContentAction.Archive) => VerdictRule.Never,
        (ScanStatus.Infected, ContentAction.Send) => VerdictRule.Never,

        (ScanStatus.Unscannable, ContentAction.Download) => VerdictRule.WhereUnscannableIsAllowed,
        (ScanStatus.Unscannable, ContentAction.Inline) => VerdictRule.WhereUnscannableIsAllowed,
        (ScanStatus.Unscannable, ContentAction.Thumbnail) => VerdictRule.WhereUnscannableIsAllowed,
        (ScanStatus.Unscannable, ContentAction.Archive) => VerdictRule.WhereUnscannableIsAllowed,
        (ScanStatus.Unscannable, ContentAction.Send) => VerdictRule.WhereUnscannableIsAllowed,

        _ => throw new InvalidOperationException($"There is no rule for {action} of {status} bytes."),
    };
}
