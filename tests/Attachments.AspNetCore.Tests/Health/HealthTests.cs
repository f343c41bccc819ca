using Attachments.AspNetCore.Tests.Hosting;
using Attachments.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Attachments.AspNetCore.Tests.Health;

public sealed class HealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_is_healthy_when_every_part_is_ready()
    {
        var report = await CheckAsync(new Probe("storage", null), new Probe("database", null));

        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal(["storage", "database"], report.Data.Keys);
    }

    [Fact]
    public async Task Check_names_each_part_that_is_not_ready()
    {
        var report = await CheckAsync(new Probe("storage", null), new Probe("database", new InvalidOperationException("No route.")), new Probe("scanner", new IOException("Down.")));

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Equal("Not ready: database, scanner.", report.Description);
        Assert.Equal("No route.", report.Data["database"]);
        Assert.Equal("ready", report.Data["storage"]);
    }

    [Fact]
    public async Task Check_is_degraded_where_a_part_warns()
    {
        var report = await CheckAsync(new Probe("storage", null), new Probe("clamav", null, "Its limits are small."));

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Equal("Degraded: clamav.", report.Description);
        Assert.Equal("Its limits are small.", report.Data["clamav"]);
    }

    [Fact]
    public async Task Check_shows_in_the_hosts_own_endpoint()
    {
        await using var host = await TestHost.StartAsync(
            static builder =>
            {
                foreach (var probe in builder.Services.Where(static s => s.ServiceType == typeof(IReadinessProbe)).ToArray())
                    builder.Services.Remove(probe);

                builder.Services.AddSingleton<IReadinessProbe>(new Probe("storage", new IOException("Down.")));
                builder.Services.AddHealthChecks().AddAttachmentsChecks();
            },
            static app => app.MapHealthChecks("/health/ready"));

        using var response = await host.Client.GetAsync("/health/ready", Token);

        Assert.Equal(503, (int)response.StatusCode);
    }

    private static async Task<HealthReportEntry> CheckAsync(params Probe[] probes)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddHealthChecks().AddAttachmentsChecks();
        foreach (var probe in probes)
            services.AddSingleton<IReadinessProbe>(probe);

        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        return report.Entries["attachments"];
    }

    private sealed class Probe(string name, Exception? fault, string? warning = null) : IReadinessProbe
    {
        public string Name => name;

        public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) => fault is null ? new(warning) : throw fault;
    }
}
