using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Attachments.Scanning.VirusTotal.Api;

/// <summary>Turns what VirusTotal refuses into what the library is told. Messages hold a status and VirusTotal's own error code, and nothing else that it sent.</summary>
internal static class ApiFault
{
    public const string KeySetting = "Attachments:Scanning:VirusTotal:ApiKey";

    public static ScannerUnavailableException From(HttpStatusCode status, string? code, TimeSpan? retryAfter)
    {
        var said = $"{(int)status}{(code is null ? "" : $" {code}")}";
        return status switch
        {
            HttpStatusCode.Unauthorized =>
                new ScannerUnavailableException($"VirusTotal does not accept the API key ({said}): check {KeySetting}.") { IsMisconfigured = true },
            HttpStatusCode.Forbidden =>
                new ScannerUnavailableException($"VirusTotal does not allow this request for the API key ({said}): check the privileges of {KeySetting}.") { IsMisconfigured = true },
            _ => new ScannerUnavailableException($"VirusTotal answered {said}.") { RetryAfter = retryAfter },
        };
    }

    public static ScannerUnavailableException QuotaUsedUp(TimeSpan pause) =>
        new("The quota of VirusTotal's API key is used up.") { RetryAfter = pause };

    public static ScannerUnavailableException Unreachable(Exception exception) => new("VirusTotal could not be reached.", exception);

    public static ScannerUnavailableException TooSlow() => new("VirusTotal did not answer in the time that a scan may take (Attachments:Scanning:Timeout).");

    public static ScannerUnavailableException NotUnderstood(string what) =>
        new($"VirusTotal's {what} is not as its API documents it: check Attachments:Scanning:VirusTotal:Endpoint.");

    public static string? ReadCode(ReadOnlySpan<byte> body)
    {
        try
        {
            var code = JsonSerializer.Deserialize(body, ApiJson.Default.ErrorDocument)?.Error?.Code;
            return code is { Length: > 0 and <= 64 } && code.All(char.IsAsciiLetterOrDigit) ? code : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static TimeSpan? ReadRetryAfter(RetryConditionHeaderValue? header, TimeProvider clock)
    {
        var wait = header?.Delta ?? header?.Date - clock.GetUtcNow();
        return wait is { } told ? TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(told.TotalSeconds), 1, 86_400)) : null;
    }
}
