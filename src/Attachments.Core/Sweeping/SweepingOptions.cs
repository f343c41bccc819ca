namespace Attachments.Sweeping;

/// <summary>How often and how patiently leftovers are cleared. Section <c>Attachments:Sweeping</c>.</summary>
public sealed class SweepingOptions
{
    /// <summary>Gets or sets how long a host waits between two sweeps.</summary>
    /// <value>10 milliseconds to 1 day. The default is 5 minutes. In process the first sweep comes after 5 minutes at the latest. Several hosts sweep side by side without harm.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how long a reservation, a claim and an untouched staging are left alone.</summary>
    /// <value>100 milliseconds to 7 days. The default is 1 hour. Uploads may take longer: they renew what they hold.</value>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how many strays one statement claims, and how many blobs one page of the walk looks at is ten times that.</summary>
    /// <value>1 to 1,000. The default is 100.</value>
    public int BatchSize { get; set; } = 100;

    /// <summary>Gets or sets how long a deleted message stays closed to uploads that were under way.</summary>
    /// <value>1 second to 365 days. The default is 1 day. Longer than the longest upload.</value>
    public TimeSpan RememberDeletedMessages { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Gets or sets whether a sweep also asks the message directory for messages that were deleted without a call of the library.</summary>
    /// <value>The default is false. Turn it on where messages can vanish behind the application's back, and only with a directory that throws rather than says "missing" when in doubt.</value>
    public bool FindLostMessages { get; set; }

    /// <summary>Gets or sets whether this process sweeps by itself.</summary>
    /// <value>The default is true. Turn it off where a job server calls <see cref="IAttachmentSweeper"/>.</value>
    public bool InProcess { get; set; } = true;
}
