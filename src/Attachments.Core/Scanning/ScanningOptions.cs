namespace Attachments.Scanning;

/// <summary>Whether and how uploads are scanned, and what a verdict allows. Section <c>Attachments:Scanning</c>.</summary>
public sealed class ScanningOptions
{
    /// <summary>Gets or sets when uploads are scanned.</summary>
    /// <value>The default is <see cref="ScanMode.Off"/>.</value>
    public ScanMode Mode { get; set; }

    /// <summary>Gets or sets whether bytes without a verdict are given out while scanning is on.</summary>
    /// <value>The default is false: 409 until the verdict is in.</value>
    public bool AllowDownloadBeforeScan { get; set; }

    /// <summary>Gets or sets whether bytes that could not be scanned are accepted, given out and sent.</summary>
    /// <value>The default is false.</value>
    public bool AllowUnscannable { get; set; }

    /// <summary>Gets or sets how long a scan may take.</summary>
    /// <value>100 ms to 1 hour. The default is 30 seconds.</value>
    /// <remarks>In the background from the claim on; inline all waits for the scanners together, which the time that the client takes to send does not count into. A claim lasts twice as long.</remarks>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how often a worker looks for blobs that are due, beside being woken.</summary>
    /// <value>10 ms to 1 hour. The default is 5 seconds.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how many blobs this process scans at once in the background.</summary>
    /// <value>1 to 100. The default is 4.</value>
    public int MaxConcurrentScans { get; set; } = 4;

    /// <summary>Gets or sets whether this process scans by itself in the background.</summary>
    /// <value>The default is true. Turn it off where a job server calls <see cref="IBlobScanProcessor"/>.</value>
    public bool InProcess { get; set; } = true;

    /// <summary>Gets or sets what is done with infected bytes that are stored.</summary>
    /// <value>The default is <see cref="InfectedContent.Remove"/>.</value>
    public InfectedContent InfectedContent { get; set; }
}
