using Attachments.Jobs.Hangfire;
using Attachments.Scanning;
using Attachments.Sweeping;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Runs the library's background work as Hangfire jobs.</summary>
public static class HangfireJobsBuilderExtensions
{
    /// <summary>Scans and sweeps as Hangfire jobs, which any number of hosts share, instead of in this process alone.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The host chooses Hangfire's storage itself, by <c>AddHangfire</c>; without it the host does not start. The library's own workers are off, whatever
    /// <see cref="ScanningOptions.InProcess"/> and <see cref="SweepingOptions.InProcess"/> say. Safe to call twice.
    /// </remarks>
    public static IAttachmentsBuilder UseHangfireJobs(this IAttachmentsBuilder builder) => builder.UseHangfireJobs(static _ => { });

    /// <summary>Scans and sweeps as Hangfire jobs, which any number of hosts share, instead of in this process alone.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The host chooses Hangfire's storage itself, by <c>AddHangfire</c>; without it the host does not start. The library's own workers are off, whatever
    /// <see cref="ScanningOptions.InProcess"/> and <see cref="SweepingOptions.InProcess"/> say. Safe to call twice.
    /// </remarks>
    public static IAttachmentsBuilder UseHangfireJobs(this IAttachmentsBuilder builder, Action<HangfireJobsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        Register(builder.Services).Configure(configure);
        return builder;
    }

    /// <summary>Scans and sweeps as Hangfire jobs, as configuration says, instead of in this process alone.</summary>
    /// <param name="builder">The library's builder.</param>
    /// <param name="section">The section with the members of <see cref="HangfireJobsOptions"/>, usually <c>Attachments:Jobs</c>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The host chooses Hangfire's storage itself, by <c>AddHangfire</c>; without it the host does not start. The library's own workers are off, whatever
    /// <see cref="ScanningOptions.InProcess"/> and <see cref="SweepingOptions.InProcess"/> say. Safe to call twice.
    /// </remarks>
    public static IAttachmentsBuilder UseHangfireJobs(this IAttachmentsBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);

        Register(builder.Services).Bind(section);
        return builder;
    }

    private static OptionsBuilder<HangfireJobsOptions> Register(IServiceCollection services)
    {
        services.PostConfigure<ScanningOptions>(static scanning => scanning.InProcess = false);
        services.PostConfigure<SweepingOptions>(static sweeping => sweeping.InProcess = false);

        services.TryAddSingleton<JobsMetrics>();
        services.TryAddSingleton<JobFactory>();
        services.TryAddSingleton<ScanSlots>();
        services.TryAddSingleton(typeof(SoleRun<>));
        services.TryAddSingleton<HangfireScanQueue>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IScanQueue, HangfireScanQueue>(static provider => provider.GetRequiredService<HangfireScanQueue>()));

        // In this order, because hosts stop in the reverse of it: jobs that the server's stop hands back wake others, and those wake-ups are still to be sent.
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WakeUpSender>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RecurringJobs>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, JobServer>());

        return services.AddOptionsWithValidateOnStart<HangfireJobsOptions, HangfireJobsOptionsValidator>();
    }
}
