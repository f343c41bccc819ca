using Attachments.AspNetCore.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the library's health check.</summary>
public static class AttachmentsHealthChecksBuilderExtensions
{
    /// <summary>Adds one check that asks store, database and scanners whether they can work now.</summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="name">The check's name. The default is <c>attachments</c>.</param>
    /// <param name="failureStatus">What is reported where a part cannot work; null reports <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">The check's tags. The default is <c>ready</c> alone.</param>
    /// <param name="timeout">How long the check may take. The default is 10 seconds.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <remarks>The report's data says for each part what is wrong, in one sentence without secrets. It is meant for readiness: a process whose database is down is still alive.</remarks>
    public static IHealthChecksBuilder AddAttachmentsChecks(
        this IHealthChecksBuilder builder,
        string name = "attachments",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<ReadinessHealthCheck>(name, failureStatus, tags ?? ["ready"], timeout ?? TimeSpan.FromSeconds(10));
    }
}
