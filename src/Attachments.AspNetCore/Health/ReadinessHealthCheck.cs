using Attachments.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Attachments.AspNetCore.Health;

/// <summary>Asks every part of the library whether it can work, all at once.</summary>
internal sealed class ReadinessHealthCheck(IEnumerable<IReadinessProbe> probes) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var reports = await Task.WhenAll(probes.Select(probe => CheckAsync(probe, cancellationToken)));
        var data = new Dictionary<string, object>();
        foreach (var (name, warning, exception) in reports)
            data[name] = exception?.Message ?? warning ?? "ready";

        var failed = reports.Where(static report => report.Exception is not null).ToArray();
        if (failed.Length > 0)
            return new HealthCheckResult(context.Registration.FailureStatus, $"Not ready: {Names(failed)}.", failed[0].Exception, data);

        var warned = reports.Where(static report => report.Warning is not null).ToArray();
        return warned.Length > 0 ? HealthCheckResult.Degraded($"Degraded: {Names(warned)}.", data: data) : HealthCheckResult.Healthy(data: data);
    }

    private static string Names(IEnumerable<Report> reports) => string.Join(", ", reports.Select(static report => report.Name));

    private static async Task<Report> CheckAsync(IReadinessProbe probe, CancellationToken cancellationToken)
    {
        try
        {
            return new Report(probe.Name, await probe.CheckAsync(cancellationToken), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Report(probe.Name, null, new TimeoutException($"The check of {probe.Name} took too long."));
        }
#pragma warning disable CA1031 // A probe says by any exception that its part cannot work.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Report(probe.Name, null, exception);
        }
    }

    private readonly record struct Report(string Name, string? Warning, Exception? Exception);
}
