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
        foreach (var (name, exception) in reports)
            data[name] = exception?.Message ?? "ready";

        var failed = reports.Where(static report => report.Exception is not null).ToArray();
        if (failed.Length == 0)
            return HealthCheckResult.Healthy(data: data);

        var names = string.Join(", ", failed.Select(static report => report.Name));
        return new HealthCheckResult(context.Registration.FailureStatus, $"Not ready: {names}.", failed[0].Exception, data);
    }

    private static async Task<(string Name, Exception? Exception)> CheckAsync(IReadinessProbe probe, CancellationToken cancellationToken)
    {
        try
        {
            await probe.CheckAsync(cancellationToken);
            return (probe.Name, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (probe.Name, new TimeoutException($"The check of {probe.Name} took too long."));
        }
#pragma warning disable CA1031 // A probe says by any exception that its part cannot work.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (probe.Name, exception);
        }
    }
}
