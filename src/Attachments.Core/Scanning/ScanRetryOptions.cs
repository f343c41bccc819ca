namespace Attachments.Scanning;

/// <summary>When a scan that came to nothing is tried again. Section <c>Attachments:Scanning</c>.</summary>
public sealed class ScanRetryOptions
{
    /// <summary>Gets or sets how long the first retry of a failed scan waits; every further one waits twice as long as the one before.</summary>
    /// <value>10 ms to 1 hour. The default is 5 seconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how many retries follow each other like that.</summary>
    /// <value>0 to 10. The default is 3. Afterwards the blob is tried again every <see cref="RetryInterval"/>, for ever.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Gets or sets how long a blob waits that could not be scanned in the first tries.</summary>
    /// <value>100 ms to 1 day. The default is 5 minutes.</value>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromMinutes(5);
}
