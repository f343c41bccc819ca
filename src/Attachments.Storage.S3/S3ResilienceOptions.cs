namespace Attachments.Storage.S3;

/// <summary>How long a service that fails is waited for. Section <c>Attachments:Storage:S3</c>.</summary>
public sealed class S3ResilienceOptions
{
    /// <summary>Gets or sets how often a request is repeated, with the SDK's adaptive back-off.</summary>
    /// <value>0 to 10. The default is 3.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Gets or sets how often one download is resumed after its connection was lost.</summary>
    /// <value>0 to 1,000. The default is 10. Each time some bytes must have come.</value>
    public int MaxResumes { get; set; } = 10;

    /// <summary>Gets or sets how long connecting may take.</summary>
    /// <value>More than zero, up to 5 minutes. The default is 5 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how long the service may neither take nor give a byte.</summary>
    /// <value>More than zero, up to 10 minutes. The default is 30 seconds. A client that reads or writes slowly does not count.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long publishing one blob may take, with all repetitions.</summary>
    /// <value>More than zero, up to 10 minutes. The default is 5 minutes. Stay far below the sweep's grace, an hour by default.</value>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how long discarding one upload may take; what is then left is a sweep's.</summary>
    /// <value>More than zero, up to 5 minutes. The default is 10 seconds.</value>
    public TimeSpan AbortTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets after how many requests in a row that found no service no more are sent for a while.</summary>
    /// <value>1 or more. The default is 5.</value>
    public int BreakAfter { get; set; } = 5;

    /// <summary>Gets or sets for how long no requests are sent after <see cref="BreakAfter"/> of them found no service. Then one is let through, and decides.</summary>
    /// <value>Zero (never break) or more, up to 5 minutes. The default is 5 seconds.</value>
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(5);
}
