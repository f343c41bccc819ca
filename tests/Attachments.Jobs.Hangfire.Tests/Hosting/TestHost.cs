using System.Text;
using Attachments.Ingestion;
using Attachments.Jobs.Hangfire.Tests.Storages;
using Attachments.Messages;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Sweeping;
using Attachments.Testing.Persistence;
using Attachments.Testing.Storage;
using Hangfire;
using Hangfire.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests.Hosting;

/// <summary>One host of several over the same rows, the same bytes and the same Hangfire storage.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestHost(string name, WebApplication app, TestScanner scanner, EventLog log)
    {
        this.app = app;
        Name = name;
        Scanner = scanner;
        Log = log;
    }

    public string Name { get; }

    public IServiceProvider Services => app.Services;

    public TestScanner Scanner { get; }

    public EventLog Log { get; }

    public string Address => app.Urls.First();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TestHost> StartAsync(
        string name, IJobStorageFixture storage, InMemoryAttachmentDatabase rows, InMemoryBlobStore store, ScanLog scans, HostSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var log = new EventLog();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        var scanner = new TestScanner(name, scans);
        settings.Scanner(scanner);
        builder.Services.AddSingleton<IBlobScanner>(scanner);
        builder.Services.AddSingleton<IBlobStore>(store);

        builder.Services.Configure<ScanningOptions>(options =>
        {
            options.Mode = ScanMode.Background;
            options.Timeout = TimeSpan.FromMinutes(5);
            settings.Scanning(options);
        });
        builder.Services.Configure(settings.Retries);
        builder.Services.Configure(settings.Rescans);
        builder.Services.Configure<SweepingOptions>(options =>
        {
            options.Interval = TimeSpan.FromDays(1);
            settings.Sweeping(options);
        });

        var attachments = builder.Services.AddAttachmentsCore().UseInMemoryDatabase(rows).UseMessages<OpenDirectory>();
        if (settings.UsesHangfire)
            UseHangfire(attachments, settings.Storage ?? storage.CreateStorage, settings);

        settings.Services(builder.Services);
        var app = builder.Build();
        if (settings is { UsesHangfire: true, ShowsDashboard: true })
            app.UseHangfireDashboard("/jobs", new DashboardOptions { Authorization = [] });

        await app.StartAsync(Token);
        return new TestHost(name, app, scanner, log);
    }

    /// <summary>Uploads bytes that no other upload has, and returns what became of them.</summary>
    public async Task<Attachment> UploadAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var content = new MemoryStream(Encoding.UTF8.GetBytes(Guid.NewGuid().ToString()));
        var uploaded = await scope.ServiceProvider.GetRequiredService<IAttachmentService>()
            .UploadAsync(OpenDirectory.Caller, MessageId.Parse(Guid.NewGuid().ToString()), UploadSource.FromStream(content, "a.txt", "text/plain"), Token);
        return uploaded.Value.Attachment;
    }

    public Task StopAsync() => app.StopAsync(Token);

    public async ValueTask DisposeAsync()
    {
        Scanner.Release();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private static void UseHangfire(IAttachmentsBuilder attachments, Func<JobStorage> storage, HostSettings settings)
    {
        // Hangfire keeps the last host's storage and container in statics; these are this host's own, as in a process of its own.
        attachments.Services.AddSingleton(_ => storage());
        attachments.Services.AddSingleton<JobActivator>(services => new AspNetCoreJobActivator(services.GetRequiredService<IServiceScopeFactory>()));
        attachments.Services.AddHangfire(configuration => configuration.UseLogProvider(new NoLog()));

        attachments.UseHangfireJobs(options =>
        {
            options.PassInterval = TimeSpan.FromDays(1);
            options.SchedulePollingInterval = TimeSpan.FromMilliseconds(100);
            settings.Jobs(options);
        });
    }
}
