namespace Attachments.Scanning.VirusTotal.Scans;

internal static class ScanFault
{
    public static ScannerUnavailableException OtherBytes() => new("The bytes are not those that were announced to VirusTotal.");
}
