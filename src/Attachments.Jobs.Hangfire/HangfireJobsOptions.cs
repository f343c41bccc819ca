namespace Attachments.Jobs.Hangfire;

/// <summary>How often the recurring jobs run, and whether and how this host works them off. Section <c>Attachments:Jobs</c>.</summary>
/// <remarks>Hosts that share a storage and a queue share the recurring jobs: give all of them the same intervals, or the host that started last decides.</remarks>
public sealed class HangfireJobsOptions
{
    /// <summary>Gets or sets how often is looked for blobs that are due though nobody was woken for them.</summary>
    /// <value>1 second to 1 day. The default is 1 minute.</value>
    /// <remarks>Cron cannot say every interval: one that it cannot is rounded down to the next that it can, 90 seconds to 1 minute.</remarks>
    public TimeSpan PassInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how often is swept.</summary>
    /// <value>1 second to 1 day, rounded down like <see cref="PassInterval"/>. The default is null: as <c>Attachments:Sweeping:Interval</c> says, but not more often than every second.</value>
    public TimeSpan? SweepInterval { get; set; }

    /// <summary>Gets or sets the Hangfire queue that the jobs wait in.</summary>
    /// <value>Lower-case letters, digits, dashes and underscores. The default is <c>attachments</c>. The recurring jobs' ids begin with it.</value>
    public string Queue { get; set; } = "attachments";

    /// <summary>Gets or sets whether this host works jobs off.</summary>
    /// <value>The default is true. With false it only adds jobs, for other hosts to work off.</value>
    public bool RunServer { get; set; } = true;

    /// <summary>Gets or sets how many jobs this host works off at once.</summary>
    /// <value>
    /// 1 to 1,000. The default is null: two more than <c>Attachments:Scanning:MaxConcurrentScans</c>, so that a pass and a sweep leave room. More never scan
    /// more at once than that setting allows.
    /// </value>
    public int? WorkerCount { get; set; }

    /// <summary>Gets or sets how often this host looks for scheduled and recurring jobs whose time has come.</summary>
    /// <value>10 ms to 1 minute. The default is 5 seconds.</value>
    /// <remarks>A retry, and a <see cref="PassInterval"/>, can be late by this much. A storage that is away is tried again as often.</remarks>
    public TimeSpan SchedulePollingInterval { get; set; } = TimeSpan.FromSeconds(5);
}
