using Attachments.Scanning;
using Attachments.Sweeping;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Jobs.Hangfire.Tests.Hosting;

/// <summary>What a test changes of a host. Passes and sweeps are a day apart unless it says otherwise, so that what happens was done by wake-ups.</summary>
internal sealed class HostSettings
{
    public Action<HangfireJobsOptions> Jobs { get; set; } = static _ => { };

    public Action<ScanningOptions> Scanning { get; set; } = static _ => { };

    public Action<ScanRetryOptions> Retries { get; set; } = static _ => { };

    public Action<RescanOptions> Rescans { get; set; } = static _ => { };

    public Action<SweepingOptions> Sweeping { get; set; } = static _ => { };

    public Action<IServiceCollection> Services { get; set; } = static _ => { };

    public Action<TestScanner> Scanner { get; set; } = static _ => { };

    /// <summary>Gets or sets how the host opens the storage of jobs.</summary>
    /// <value>The default is null: that of the test.</value>
    public Func<JobStorage>? Storage { get; set; }

    /// <summary>Gets or sets whether the host shows the dashboard, for which it opens the storage when it starts.</summary>
    public bool ShowsDashboard { get; set; } = true;

    /// <summary>Gets or sets whether the host knows of Hangfire at all.</summary>
    public bool UsesHangfire { get; set; } = true;
}
