using Attachments.Jobs.Hangfire.Tests.Hosting;
using Attachments.Jobs.Hangfire.Tests.Storages;
using Attachments.Scanning;
using Attachments.Testing.Persistence;
using Attachments.Testing.Storage;
using Hangfire;
using Hangfire.Storage;
using Xunit;

namespace Attachments.Jobs.Hangfire.Tests;

/// <summary>Real Hangfire servers in several hosts, on each storage. The hosts share rows and bytes as they would share a database and a store.</summary>
public abstract partial class HangfireJobsTests : IAsyncDisposable
{
    private readonly IJobStorageFixture storage;
    private readonly InMemoryAttachmentDatabase rows = new();
    private readonly InMemoryBlobStore store = new();
    private readonly ScanLog scans = new();
    private readonly List<TestHost> hosts = [];
    private readonly Lazy<JobStorage> watched;

    protected HangfireJobsTests(IJobStorageFixture storage)
    {
        this.storage = storage;
        watched = new Lazy<JobStorage>(storage.CreateStorage);
    }

    private IMonitoringApi Jobs => watched.Value.GetMonitoringApi();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();

        await storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Task<TestHost> StartAsync(string name, Action<HostSettings>? configure = null)
    {
        var settings = new HostSettings();
        configure?.Invoke(settings);
        return StartAsync(name, settings);
    }

    private async Task<TestHost> StartAsync(string name, HostSettings settings)
    {
        var host = await TestHost.StartAsync(name, storage, rows, store, scans, settings);
        hosts.Add(host);
        return host;
    }

    // A host that takes uploads and wakes nobody.
    private Task<TestHost> StartDeafAsync() => StartAsync("deaf", new HostSettings { UsesHangfire = false, Scanning = static scanning => scanning.InProcess = false });

    private static async Task<List<Attachment>> UploadAsync(TestHost host, int count)
    {
        var uploaded = new List<Attachment>(count);
        for (var i = 0; i < count; i++)
            uploaded.Add(await host.UploadAsync());

        return uploaded;
    }

    private Task UntilSafeAsync(params IReadOnlyCollection<Attachment> uploaded) => Poll.UntilAsync(
        async () =>
        {
            foreach (var attachment in uploaded)
            {
                if (await ReadStatusAsync(attachment) != ScanStatus.Safe)
                    return false;
            }

            return true;
        },
        () => Describe("not every upload is safe"));

    private Task UntilAsync(Func<bool> condition, string missing) => Poll.UntilAsync(condition, () => Describe(missing));

    private async Task<ScanStatus?> ReadStatusAsync(Attachment attachment) =>
        (await new InMemoryAttachmentRepository(rows).FindAsync(attachment.Tenant, attachment.Id, Token))?.ScanStatus;

    // What the hosts logged, and how Hangfire's jobs stand.
    private string Describe(string missing)
    {
        var jobs = Jobs.GetStatistics();
        var states = $"{jobs.Enqueued} enqueued, {jobs.Scheduled} scheduled, {jobs.Processing} processing, {jobs.Succeeded} succeeded, {jobs.Failed} failed";
        return string.Join(Environment.NewLine, [missing, $"{scans.Begun.Count} scans begun", states, .. hosts.Select(host => $"{host.Name}: {host.Log}")]);
    }
}
