using Attachments.Messages;
using Attachments.Scanning;
using Attachments.Service;
using Attachments.Storage;
using Attachments.Testing.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Attachments.Hosting;

public sealed class StartTests
{
    [Theory]
    [InlineData("store", "UseFileSystemStore")]
    [InlineData("database", "UseSqlite")]
    [InlineData("messages", "UseMessages")]
    public async Task A_host_that_forgot_a_part_does_not_start_and_says_what_to_call(string forgotten, string call)
    {
        // In Development the container validates every registration before anything of the library runs.
        using var host = Build(forgotten, [], environment: Environments.Development);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(call, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxAttachmentSize", "0")]
    [InlineData("MaxAttachmentSize", "many")]
    [InlineData("MaxAttachmentsPerMessage", "-1")]
    [InlineData("Types:Allowed:0", "no type")]
    [InlineData("Types:RefusedExtensions:0", "a/b")]
    [InlineData("Types:Verification", "Harsh")]
    [InlineData("Scanning:Mode", "Sometimes")]
    [InlineData("Scanning:Mode", "7")]
    [InlineData("Types:Allowed", "application/pdf")]
    [InlineData("Types:RefusedExtensions", "exe")]
    [InlineData("Scanning:Mode", "Background")]
    [InlineData("Scanning:Mode", "Inline")]
    [InlineData("Scanning:Timeout", "00:00:00")]
    [InlineData("Scanning:RetryDelay", "00:00:00")]
    [InlineData("Scanning:RescanInterval", "00:00:00")]
    [InlineData("Sweeping:Interval", "00:00:00")]
    [InlineData("Sweeping:GracePeriod", "-1")]
    public async Task A_bad_setting_stops_the_host_with_its_name(string setting, string value)
    {
        using var host = Build(forgotten: null, new() { [$"Attachments:{setting}"] = value });

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(TestContext.Current.CancellationToken));

        var parts = setting.Split(':');
        Assert.Contains($"Attachments:{string.Join(':', parts.TakeWhile(part => part != "0"))}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inline_needs_a_scanner_that_can_scan_while_bytes_stream_in()
    {
        using var host = Build(null, new() { ["Attachments:Scanning:Mode"] = "Inline" }, scanner: new ScriptedScanner { CanScanInline = false });

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Attachments:Scanning:Mode", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Background")]
    [InlineData("Inline")]
    public async Task A_host_with_a_scanner_starts(string mode)
    {
        using var host = Build(null, new() { ["Attachments:Scanning:Mode"] = mode }, scanner: new ScriptedScanner());

        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_complete_host_starts_and_adding_twice_changes_nothing()
    {
        using var host = Build(forgotten: null, new() { ["Attachments:MaxAttachmentSize"] = "7", ["Attachments:Sweeping:Interval"] = "00:00:01" }, addings: 2);

        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Single(host.Services.GetServices<IHostedService>(), service => service.GetType().Name == "SweepWorker");
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    // Else every setting would quietly keep its default, and nothing be scanned.
    [Fact]
    public void The_whole_configuration_in_the_place_of_its_section_is_refused()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Attachments:Scanning:Mode", "Inline")]);

        Assert.Throws<ArgumentException>(() => builder.Services.AddAttachmentsCore(builder.Configuration));
    }

    private static IHost Build(string? forgotten, Dictionary<string, string?> settings, int addings = 1, string? environment = null, IBlobScanner? scanner = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        builder.Configuration.AddInMemoryCollection(settings);
        for (var i = 0; i < addings; i++)
            builder.Services.AddAttachmentsCore(builder.Configuration.GetSection("Attachments"));

        if (forgotten != "store")
            builder.Services.AddSingleton<IBlobStore>(new InMemoryBlobStore());

        if (forgotten != "messages")
            builder.Services.AddSingleton<IMessageDirectory>(new EditableDirectory());

        if (forgotten != "database")
            builder.Services.AddAttachmentsCore().UseInMemoryDatabase();

        if (scanner is not null)
            builder.Services.AddSingleton<IBlobScanner>(scanner);

        return builder.Build();
    }
}
