namespace Attachments.Scanning.VirusTotal;

/// <summary>How VirusTotal is asked, and what its answers count for. Section <c>Attachments:Scanning:VirusTotal</c>.</summary>
public sealed class VirusTotalOptions
{
    /// <summary>Gets or sets the API key.</summary>
    /// <value>Required. Sent as <c>x-apikey</c> to <see cref="Endpoint"/> only; never logged.</value>
    public string ApiKey { get; set; } = "";

    /// <summary>Gets or sets where the API is.</summary>
    /// <value>The default is <c>https://www.virustotal.com/api/v3/</c>. Plain HTTP is accepted for a loopback address only.</value>
    public Uri Endpoint { get; set; } = new("https://www.virustotal.com/api/v3/");

    /// <summary>Gets or sets whether files that VirusTotal does not know are sent there, and old reports renewed.</summary>
    /// <value>The default is false: only SHA-256 digests leave the host.</value>
    /// <remarks>VirusTotal shares what is uploaded with its partners and customers, for good. Turn this on only where the people whose files these are have agreed.</remarks>
    public bool UploadUnknownFiles { get; set; }

    /// <summary>Gets or sets how many engines must call a file malicious for it to be infected.</summary>
    /// <value>1 to 20. The default is 2.</value>
    /// <remarks>
    /// One engine of some seventy is the usual false positive, and the bytes of infected files are deleted by default. A file that fewer engines,
    /// or only suspicions, speak against is never called clean: VirusTotal then has no opinion, and another scanner must have one.
    /// </remarks>
    public int MaliciousThreshold { get; set; } = 2;

    /// <summary>Gets or sets how many engines must have looked at a file for it to be clean.</summary>
    /// <value>1 to 100. The default is 10. A usual report has 60 to 75; engines that timed out, failed or do not know the type are not counted.</value>
    public int MinimumEngines { get; set; } = 10;

    /// <summary>Gets or sets how old a report without detections may be.</summary>
    /// <value>1 hour or more; null for any age. The default is 30 days.</value>
    /// <remarks>Malware is often reported clean on its first day. An older report is renewed where <see cref="UploadUnknownFiles"/> is on, and no opinion otherwise. Detections count at any age.</remarks>
    public TimeSpan? MaxReportAge { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Gets or sets how many requests this process sends in any 60 seconds.</summary>
    /// <value>0 for no limit, otherwise 1 to 60,000; with <see cref="UploadUnknownFiles"/> at least 3. The default is 4, the limit of a public key. Hosts that share a key share its quota: divide it.</value>
    public int RequestsPerMinute { get; set; } = 4;

    /// <summary>Gets or sets how long is waited between two questions for the result of an analysis.</summary>
    /// <value>10 ms to 1 hour. The default is 15 seconds.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(15);
}
