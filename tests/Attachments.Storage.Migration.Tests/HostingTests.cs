using Attachments.Diagnostics;
using Attachments.Testing.Persistence;
using Attachments.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Attachments.Storage.Migration;

public sealed class HostingTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("attachments-migration-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Two_stores_of_one_kind_keep_their_options_apart()
    {
        using var host = Build(Folder("old"), Folder("new"));
        await host.StartAsync(Token);
        var key = new BlobKey(Access.TenantId.Parse("tenant"), new BlobId(Guid.CreateVersion7()));

        await using (var writer = await host.Services.GetRequiredService<IBlobStore>().BeginWriteAsync(key, 1, Token))
        {
            await writer.WriteAsync(new byte[1], Token);
            await writer.CommitAsync(Token);
        }

        Assert.Empty(Blobs("old"));
        Assert.Single(Blobs("new"));
        await host.StopAsync(Token);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_cannot_work_keeps_the_host_from_starting(bool isTheOldOne)
    {
        var file = Path.Combine(directory, "a-file");
        await File.WriteAllTextAsync(file, "", Token);
        using var host = isTheOldOne ? Build(Folder("a-file"), Folder("new")) : Build(Folder("old"), Folder("a-file"));

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_of_a_side_are_validated_at_start()
    {
        using var host = Build(Folder("old"), builder => builder.UseFileSystemStore(_ => { }));

        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));
    }

    [Fact]
    public async Task A_side_without_a_store_keeps_the_host_from_starting()
    {
        using var host = Build(Folder("old"), _ => { });

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(Token));

        Assert.Contains("\"to\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_store_brings_is_started_asked_stopped_and_disposed_with_the_host()
    {
        var part = new Part();
        var host = Build(Folder("old"), builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<IBlobStore>(new InMemoryBlobStore()));
            builder.Services.AddSingleton<IHostedService>(part);
            builder.Services.AddSingleton<IReadinessProbe>(part);
            builder.Services.AddSingleton(_ => new Disposed(part));
            builder.Services.AddSingleton<IHostedService, DisposedHolder>();
        });
        await host.StartAsync(Token);

        var probes = host.Services.GetServices<IReadinessProbe>().ToList();
        var warnings = new List<string?>();
        foreach (var probe in probes.Where(probe => probe.Name == "storage-migration"))
            warnings.Add(await probe.CheckAsync(Token));
        await host.StopAsync(Token);
        host.Dispose();

        Assert.Equal(["The part is slow."], warnings);
        Assert.Equal(["starting", "start", "started", "stopping", "stop", "stopped", "disposed"], part.Steps);
    }

    [Fact]
    public async Task What_one_side_warns_of_does_not_hide_what_the_other_fails_at()
    {
        using var host = Build(
            Folder("old") + (builder => builder.Services.AddSingleton<IReadinessProbe>(new Part())),
            Folder("new") + (builder => builder.Services.AddSingleton<IReadinessProbe>(new Part { IsDown = true })));
        var probe = host.Services.GetServices<IReadinessProbe>().Single(probe => probe.Name == "storage-migration");

        await Assert.ThrowsAsync<BlobStoreException>(() => probe.CheckAsync(Token).AsTask());
    }

    // That of a volume which is not mounted yet. The new root is empty by right before the first step, which makes it.
    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task A_root_without_a_store_is_refused_while_the_database_knows_of_files(string missing)
    {
        Directory.CreateDirectory(Path.Combine(directory, missing == "old" ? "new" : "old", "blobs"));
        await using var before = new MigrationHarness(StoreMigrationStep.Prepare);
        await before.UploadAsync("text");
        using var host = Build(Folder("old"), Folder("new"), rows: before.Database);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains(Path.Combine(directory, missing), refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(directory, missing)));
    }

    [Fact]
    public void The_hosts_own_services_are_the_sides_too_and_stay_the_hosts()
    {
        var clock = new FixedClock();
        TimeProvider? seen = null;
        using (var host = Build(Folder("old"), builder => builder.Services.AddSingleton<IBlobStore>(services =>
        {
            seen = services.GetRequiredService<TimeProvider>();
            return new InMemoryBlobStore(seen);
        }), clock))
        {
            _ = host.Services.GetRequiredService<IBlobStore>();
        }

        Assert.Same(clock, seen);
        Assert.False(clock.IsDisposed);
    }

    private Action<IAttachmentsBuilder> Folder(string name) => builder => builder.UseFileSystemStore(options => options.RootPath = Path.Combine(directory, name));

    private string[] Blobs(string name) => Directory.GetFiles(Path.Combine(directory, name, "blobs"), "*", SearchOption.AllDirectories);

    private IHost Build(Action<IAttachmentsBuilder> from, Action<IAttachmentsBuilder> to, TimeProvider? clock = null, InMemoryAttachmentDatabase? rows = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = directory, DisableDefaults = true });
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        new Builder(builder.Services).UseStoreMigration(StoreMigrationStep.Copy, from, to).UseInMemoryDatabase(rows);
        return builder.Build();
    }

    private sealed record Builder(IServiceCollection Services) : IAttachmentsBuilder;

    private sealed class FixedClock : TimeProvider, IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Disposed(Part part) : IDisposable
    {
        public void Dispose() => part.Steps.Add("disposed");
    }

    private sealed class DisposedHolder(Disposed disposed) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(disposed);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Part : IHostedLifecycleService, IReadinessProbe
    {
        public List<string> Steps { get; } = [];

        public string Name => "part";

        public bool IsDown { get; init; }

        public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) => IsDown ? throw new BlobStoreException("Down.") : new("The part is slow.");

        public Task StartingAsync(CancellationToken cancellationToken) => Did("starting");

        public Task StartAsync(CancellationToken cancellationToken) => Did("start");

        public Task StartedAsync(CancellationToken cancellationToken) => Did("started");

        public Task StoppingAsync(CancellationToken cancellationToken) => Did("stopping");

        public Task StopAsync(CancellationToken cancellationToken) => Did("stop");

        public Task StoppedAsync(CancellationToken cancellationToken) => Did("stopped");

        private Task Did(string step)
        {
            Steps.Add(step);
            return Task.CompletedTask;
        }
    }
}
