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
}
