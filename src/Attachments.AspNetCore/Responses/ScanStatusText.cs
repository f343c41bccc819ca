using Attachments.Scanning;

namespace Attachments.AspNetCore.Responses;

internal static class ScanStatusText
{
    public static string Of(ScanStatus status) => status switch
    {
        ScanStatus.Pending => "pending",
        ScanStatus.Safe => "safe",
        ScanStatus.Infected => "infected",
        ScanStatus.Unscannable => "unscannable",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "This status has no text."),
    };
}
