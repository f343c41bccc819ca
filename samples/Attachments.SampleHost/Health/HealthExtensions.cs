using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Attachments.SampleHost.Health;

internal static class HealthExtensions
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        // Alive is a process that answers; ready is one whose database and store answer too, and whose scanner can be trusted.
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().DisableRateLimiting();
        routes.MapHealthChecks("/health/ready").AllowAnonymous().DisableRateLimiting();
    }
}
