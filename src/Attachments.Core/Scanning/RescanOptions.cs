namespace Attachments.Scanning;

/// <summary>When bytes that are safe are scanned again. Section <c>Attachments:Scanning</c>.</summary>
public sealed class RescanOptions
{
    /// <summary>Gets or sets after how long safe bytes are scanned again.</summary>
    /// <value>1 second or more. The default is null: not by age.</value>
    public TimeSpan? RescanAfter { get; set; }

    /// <summary>Gets or sets whether safe bytes are scanned again when a scanner has other signatures than those that called them safe.</summary>
    /// <value>The default is false. Bytes stay safe until the new verdict is in.</value>
    public bool RescanOnNewSignatures { get; set; }

    /// <summary>Gets or sets how often is looked for bytes to scan again.</summary>
    /// <value>10 ms to 1 day. The default is 1 hour. In-process workers look for the first time after 5 minutes at the latest.</value>
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromHours(1);
}
