using Attachments.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Scanning.ClamAV;

public sealed class RegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_come_from_a_configuration_section()
    {
        using var host = Build(
            builder => builder.AddClamAV(builder.Configuration("S")),
            ("S:Endpoint", "unix:///run/clamd.ctl"), ("S:StreamMaxLength", "1000000"), ("S:ConnectTimeout", "00:00:03"), ("S:MaxConnections", "5"), ("S:ProbeFailure", "Warn"));

        await host.StartAsync(Token);

        var options = host.Services.GetRequiredService<IOptions<ClamAVOptions>>().Value;
        Assert.Equal("unix:///run/clamd.ctl", options.Endpoint);
        Assert.Equal(1_000_000, options.StreamMaxLength);
        Assert.Equal(TimeSpan.FromSeconds(3), options.ConnectTimeout);
        Assert.Equal(5, options.MaxConnections);
        Assert.Equal(ClamAVProbeFailure.Warn, options.ProbeFailure);
    }

    [Theory]
    [InlineData("Endpoint", "http://localhost")]
    [InlineData("Endpoint", "")]
    [InlineData("ConnectTimeout", "00:00:00")]
    [InlineData("ConnectTimeout", "01:00:00")]
    [InlineData("StreamMaxLength", "65535")]
    [InlineData("StreamMaxLength", "2147483647")]
    [InlineData("MaxConnections", "0")]
    [InlineData("MaxConnections", "1001")]
    [InlineData("ProbeFailure", "7")]
    public async Task A_bad_value_stops_the_host_and_is_named(string setting, string value)
    {
        using var host = Build(builder => builder.AddClamAV(builder.Configuration("S")), ($"S:{setting}", value));

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.StartsWith($"Attachments:Scanning:ClamAV:{setting} must be ", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Added_twice_there_is_one_scanner_with_one_probe()
    {
        using var host = Build(builder => builder.AddClamAV().AddClamAV(o => o.MaxConnections = 7));

        await host.StartAsync(Token);

        Assert.Equal("clamav", Assert.Single(host.Services.GetServices<IBlobScanner>()).Name);
        Assert.Single(host.Services.GetServices<IReadinessProbe>(), probe => probe.Name == "clamav");
        Assert.Equal(7, host.Services.GetRequiredService<IOptions<ClamAVOptions>>().Value.MaxConnections);
    }

    [Theory]
    [InlineData(ScanMode.Off)]
    [InlineData(ScanMode.Background)]
    public async Task A_host_starts_and_stops_where_no_daemon_is(ScanMode mode)
    {
        using var host = Build(builder =>
        {
            builder.AddClamAV(o => o.Endpoint = "tcp://127.0.0.1:1");
            builder.Services.Configure<ScanningOptions>(o => o.Mode = mode);
        });

        await host.StartAsync(Token);
        await host.StopAsync(Token);
    }

    private static IHost Build(Action<Builder> add, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddLogging();
        add(new Builder(builder.Services, builder.Configuration));
        return builder.Build();
    }

    private sealed record Builder(IServiceCollection Services, IConfiguration Settings) : IAttachmentsBuilder
    {
        public IConfiguration Configuration(string section) => Settings.GetSection(section);
    }
}
