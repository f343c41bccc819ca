using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Attachments.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Storage.FileSystem;

public sealed class StartTests : IDisposable
{
    private readonly TempDirectory content = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => content.Dispose();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_missing_root_is_created_and_the_host_starts()
    {
        using var host = BuildHost(o => o.RootPath = "data/blobs");

        await host.StartAsync(Token);

        Assert.True(Directory.Exists(content.Sub("data", "blobs", "staging")));
        await host.Services.GetRequiredService<IBlobStore>().CheckAsync(Token);
        await host.StopAsync(Token);
    }

    [Theory]
    [InlineData("wwwroot")]
    [InlineData("wwwroot/files")]
    [InlineData("data/../wwwroot/files")]
    [InlineData(".")]
    public async Task A_root_under_or_around_the_web_root_is_refused(string root) => await AssertRefusedAsync(root, "web root");

    [Fact]
    public async Task A_sibling_of_the_web_root_is_no_web_root()
    {
        using var host = BuildHost(o => o.RootPath = "wwwroot-private");

        await host.StartAsync(Token);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task The_configured_web_root_counts_and_the_default_then_does_not()
    {
        using var host = BuildHost(o => o.RootPath = "wwwroot/files", ("webroot", "public"));
        await host.StartAsync(Token);
        await host.StopAsync(Token);

        await AssertRefusedAsync("public/files", "web root", ("webroot", "public"));
    }

    [Fact]
    public async Task A_root_that_reaches_the_web_root_by_a_symbolic_link_is_refused()
    {
        Directory.CreateDirectory(content.Sub("wwwroot"));
        Directory.CreateDirectory(content.Sub("a"));
        Directory.CreateSymbolicLink(content.Sub("a", "link"), Path.Combine("..", "b"));
        Directory.CreateSymbolicLink(content.Sub("b"), content.Sub("wwwroot"));

        await AssertRefusedAsync("a/link/files", "web root");
    }

    [Fact]
    public async Task A_web_root_that_is_a_symbolic_link_into_the_store_is_refused()
    {
        Directory.CreateDirectory(content.Sub("store", "public"));
        Directory.CreateSymbolicLink(content.Sub("wwwroot"), content.Sub("store", "public"));

        await AssertRefusedAsync("store", "web root");
    }

    [Fact]
    public async Task A_root_that_is_a_file_is_refused()
    {
        await File.WriteAllTextAsync(content.Sub("file"), "", Token);

        await AssertRefusedAsync("file", "cannot be used");
        await AssertRefusedAsync("file/below", "cannot be used");
    }

    [Fact]
    public async Task A_root_that_cannot_be_written_to_is_refused()
    {
        using var tmpfs = new Tmpfs("size=1m");
        tmpfs.MakeReadOnly();

        await AssertRefusedAsync(tmpfs.Path, "cannot be used");
    }

    [Fact]
    public async Task A_root_over_two_file_systems_is_refused_because_a_rename_would_copy()
    {
        using var tmpfs = new Tmpfs("size=1m");
        Directory.CreateDirectory(content.Sub("root"));
        Directory.CreateSymbolicLink(content.Sub("root", "staging"), tmpfs.Path);

        await AssertRefusedAsync("root", "cannot be used");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_root_without_a_store_is_refused_while_the_database_knows_of_files_and_stays_as_it_is(bool tablesAreMadeByTheStart)
    {
        // Twice, because what the first start leaves must not let the second one pass.
        for (var start = 0; start < 2; start++)
        {
            using var host = BuildHost(builder => UseRootBeside(builder, new KnownBlobs(tablesAreMadeByTheStart)));
            var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));
            Assert.Contains("Is its volume mounted?", refusal.Message, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(content.Sub("root")));
    }

    [Fact]
    public async Task A_root_whose_files_are_lost_for_good_is_gone_on_with_once_its_directory_was_made()
    {
        Directory.CreateDirectory(content.Sub("root", "blobs"));
        using var host = BuildHost(builder => UseRootBeside(builder, new KnownBlobs()));

        await host.StartAsync(Token);

        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_store_in_memory_in_the_place_of_this_one_asks_for_none_of_its_settings()
    {
        using var host = BuildHost(builder => builder.UseFileSystemStore(o => o.RootPath = "").UseInMemoryStore());

        await host.StartAsync(Token);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task No_root_is_refused() => await AssertRefusedAsync("", "must name a directory");

    [Fact]
    public async Task Options_come_from_a_configuration_section()
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection([new("S:RootPath", "elsewhere"), new("S:FlushToDisk", "false")])
            .Build()
            .GetSection("S");
        using var host = BuildHost(builder => builder.UseFileSystemStore(section));

        await host.StartAsync(Token);

        var options = host.Services.GetRequiredService<IOptions<FileSystemStoreOptions>>().Value;
        Assert.Equal("elsewhere", options.RootPath);
        Assert.False(options.FlushToDisk);
        Assert.True(Directory.Exists(content.Sub("elsewhere", "blobs")));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Choosing_the_store_twice_registers_everything_once_and_the_last_root_wins()
    {
        using var host = BuildHost(builder => builder.UseFileSystemStore(o => o.RootPath = "first").UseFileSystemStore(o => o.RootPath = "second"));

        await host.StartAsync(Token);

        Assert.Single(host.Services.GetServices<IBlobStore>());
        Assert.False(Directory.Exists(content.Sub("first")));
        Assert.True(Directory.Exists(content.Sub("second")));
        await host.StopAsync(Token);
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, "false", false)]
    [InlineData(false, null, false)]
    public async Task A_root_in_the_content_root_that_the_host_watches_is_warned_of(bool isInContentRoot, string? reload, bool isWarned)
    {
        using var elsewhere = new TempDirectory();
        using var log = new Warnings();
        using var host = BuildHost(
            builder => builder.UseFileSystemStore(o => o.RootPath = isInContentRoot ? "data" : elsewhere.Sub("data")).Services.AddSingleton<ILoggerProvider>(log),
            ("hostBuilder:reloadConfigOnChange", reload!));

        await host.StartAsync(Token);
        await host.StopAsync(Token);

        Assert.Equal(isWarned, log.Sentences.Any(sentence => sentence.Contains("watches", StringComparison.Ordinal)));
    }

    private static void UseRootBeside(IAttachmentsBuilder builder, KnownBlobs rows)
    {
        builder.UseFileSystemStore(o => o.RootPath = "root");
        builder.Services.AddSingleton<IConsistencyRepository>(rows);
        builder.Services.AddSingleton<IHostedService>(rows);
    }

    private async Task AssertRefusedAsync(string root, string reason, params (string Key, string Value)[] settings)
    {
        using var host = BuildHost(o => o.RootPath = root, settings);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains("RootPath", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private IHost BuildHost(Action<FileSystemStoreOptions> configure, params (string Key, string Value)[] settings) =>
        BuildHost(builder => builder.UseFileSystemStore(configure), settings);

    private IHost BuildHost(Action<IAttachmentsBuilder> use, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = content.Path });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        use(new Builder(builder.Services));
        return builder.Build();
    }

    private sealed record Builder(IServiceCollection Services) : IAttachmentsBuilder;

    private sealed class Warnings : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> sentences = new();

        public IReadOnlyCollection<string> Sentences => sentences;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                sentences.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
