namespace Attachments.CrashHost;

/// <summary>Tells the test of this host's claims and scans, line by line, so that it knows of them when the host is dead.</summary>
internal static class ScanReports
{
    public static void Claimed(Guid token, Guid blob) => Console.WriteLine($"# claimed {token} {blob}");

    public static void Scanning(Guid blob) => Console.WriteLine($"# scanning {blob}");

    public static void Scanned(Guid blob) => Console.WriteLine($"# scanned {blob}");

    /// <summary>A verdict or a retry came too late, and the repository said so.</summary>
    public static void Refused(Guid token) => Console.WriteLine($"# refused {token}");
}
