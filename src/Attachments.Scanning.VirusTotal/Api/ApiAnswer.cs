using System.Net;

namespace Attachments.Scanning.VirusTotal.Api;

/// <summary>What VirusTotal answered, where it was not a matter of its quota.</summary>
internal readonly record struct ApiAnswer(HttpStatusCode Status, string? Code, TimeSpan? RetryAfter, byte[] Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public ScannerUnavailableException ToFault(TimeSpan pollInterval) =>
        ApiFault.From(Status, Code, RetryAfter ?? (Code == "NotAvailableYet" ? pollInterval : null));
}
