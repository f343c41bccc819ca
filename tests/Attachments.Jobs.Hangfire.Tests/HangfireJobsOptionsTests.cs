using Hangfire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests;

public sealed class HangfireJobsOptionsTests
{
    [Fact]
    public void Settings_are_read_from_their_section()
    {
        var options = Read(
            ("PassInterval", "00:00:10"), ("SweepInterval", "00:02:00"), ("WorkerCount", "3"), ("Queue", "files_1-a"), ("RunServer", "false"),
            ("SchedulePollingInterval", "00:00:01"));

        Assert.Equal(
            (TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2), 3, "files_1-a", false, TimeSpan.FromSeconds(1)),
            (options.PassInterval, options.SweepInterval, options.WorkerCount, options.Queue, options.RunServer, options.SchedulePollingInterval));
    }

    [Fact]
    public void The_defaults_are_valid()
    {
        var options = Read();

        Assert.Equal((TimeSpan.FromMinutes(1), null, null, "attachments", true), (options.PassInterval, options.SweepInterval, options.WorkerCount, options.Queue, options.RunServer));
    }

    [Theory]
    [InlineData("PassInterval", "00:00:00.999")]
    [InlineData("PassInterval", "1.00:00:01")]
    [InlineData("SweepInterval", "00:00:00")]
    [InlineData("SchedulePollingInterval", "00:00:00")]
    [InlineData("SchedulePollingInterval", "00:01:01")]
    [InlineData("WorkerCount", "0")]
    [InlineData("WorkerCount", "1001")]
    [InlineData("Queue", "")]
    [InlineData("Queue", "Attachments")]
    [InlineData("Queue", "a b")]
    public void A_setting_that_cannot_be_meant_is_refused_by_its_name(string name, string value)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read((name, value)));

        Assert.Contains($"Attachments:Jobs:{name}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_without_Hangfire_is_told_what_to_call()
    {
        var services = new ServiceCollection();
        services.AddAttachmentsCore().UseHangfireJobs();
        using var host = services.BuildServiceProvider();

        var refusal = Assert.Throws<OptionsValidationException>(() => host.GetRequiredService<IOptions<HangfireJobsOptions>>().Value);

        Assert.Contains("call AddHangfire", refusal.Message, StringComparison.Ordinal);
    }

    private static HangfireJobsOptions Read(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Attachments:Jobs:{setting.Name}", (string?)setting.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddHangfire(static _ => { });
        services.AddAttachmentsCore().UseHangfireJobs(configuration.GetSection("Attachments:Jobs"));
        using var host = services.BuildServiceProvider();
        return host.GetRequiredService<IOptions<HangfireJobsOptions>>().Value;
    }
}
