using Attachments.Storage;
using Microsoft.Extensions.Logging;

namespace Attachments.Scanning.VirusTotal;

internal static partial class Log
{
    [LoggerMessage(1401, LogLevel.Information, "Uploaded blob {Blob} of {Length} bytes to VirusTotal.")]
    public static partial void Uploaded(this ILogger logger, BlobId blob, long length);

    [LoggerMessage(1402, LogLevel.Information, "Requested a new analysis of blob {Blob} from VirusTotal, whose report was too old.")]
    public static partial void AnalysisRenewed(this ILogger logger, BlobId blob);

    [LoggerMessage(1403, LogLevel.Warning, "VirusTotal refused a request because the key's quota is used up. Nothing is sent for {Pause}.")]
    public static partial void QuotaRefused(this ILogger logger, TimeSpan pause);
}
