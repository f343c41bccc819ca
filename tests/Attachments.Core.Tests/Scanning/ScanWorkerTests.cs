using Attachments.Service;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Attachments.Scanning;

public sealed class ScanWorkerTests : IAsyncDisposable
{
    private readonly ScriptedScanner scanner = new();
    private readonly List<ServiceHarness> harnesses = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var harness in harnesses)
            await harness.DisposeAsync();
    }

    [Fact]
    public async Task Announced_blob_is_scanned_without_a_look_at_the_clock()
    {
        var harness = Harness(options => options.PollInterval = TimeSpan.FromHours(1));
        using var worker = await StartAsync(harness);

        var uploaded = (await harness.UploadAsync("content")).Value!.Attachment;

        await UntilAsync(harness, uploaded, ScanStatus.Safe);
        await worker.StopAsync(Token);
    }

    [Fact]
    public async Task Backlog_from_before_scanning_was_turned_on_is_scanned()
    {
        var off = Harness(options => options.Mode = ScanMode.Off);
        var old = new List<Attachment>();
        for (var i = 0; i < 20; i++)
            old.Add((await off.UploadAsync($"content {i}")).Value!.Attachment);

        var harness = Harness(_ => { }, off);
        using var worker = await StartAsync(harness);

        foreach (var attachment in old)
            await UntilAsync(harness, attachment, ScanStatus.Safe);
        await worker.StopAsync(Token);
    }

    [Fact]
    public async Task No_more_blobs_are_scanned_at_once_than_the_option_says()
    {
        var most = 0;
        var now = 0;
        scanner.OnComplete = async token =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
        };
        var harness = Harness(options => options.MaxConcurrentScans = 2);
        var uploaded = new List<Attachment>();
        for (var i = 0; i < 20; i++)
            uploaded.Add((await harness.UploadAsync($"content {i}")).Value!.Attachment);

        using var worker = await StartAsync(harness);

        foreach (var attachment in uploaded)
            await UntilAsync(harness, attachment, ScanStatus.Safe);
        Assert.InRange(most, 1, 2);
        await worker.StopAsync(Token);
    }

    [Fact]
    public async Task Worker_that_is_stopped_hands_its_work_back()
    {
        var harness = Harness(_ => { });
        var scanning = new TaskCompletionSource();
        scanner.OnComplete = token =>
        {
            scanning.TrySetResult();
            return ScriptedScanner.Hang(token);
        };
        var uploaded = (await harness.UploadAsync("content")).Value!.Attachment;
        using var worker = await StartAsync(harness);
        await scanning.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);

        await worker.StopAsync(Token);

        Assert.Equal(0, scanner.Live);
        scanner.OnComplete = _ => default;
        Assert.True(await harness.Services.GetRequiredService<IBlobScanProcessor>().ScanAsync(uploaded.Key, Token));
    }

    [Theory]
    [InlineData(ScanMode.Off, true)]
    [InlineData(ScanMode.Background, false)]
    public async Task Worker_does_nothing_where_it_is_not_to(ScanMode mode, bool inProcess)
    {
        var harness = Harness(options => (options.Mode, options.InProcess) = (mode, inProcess));

        using var worker = await StartAsync(harness);

        await worker.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private static async Task<ScanWorker> StartAsync(ServiceHarness harness)
    {
        var worker = harness.Services.GetServices<IHostedService>().OfType<ScanWorker>().Single();
        await worker.StartAsync(Token);
        return worker;
    }

    private static async Task UntilAsync(ServiceHarness harness, Attachment attachment, ScanStatus status)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while ((await harness.Service.GetAsync(ServiceHarness.User, attachment.Id, deadline.Token)).Value!.ScanStatus != status)
            await Task.Delay(5, deadline.Token);
    }

    private ServiceHarness Harness(Action<ScanningOptions> configure, ServiceHarness? other = null)
    {
        var harness = new ServiceHarness(
            services =>
            {
                services.AddSingleton<IBlobScanner>(scanner);
                services.Configure<ScanningOptions>(options => (options.Mode, options.PollInterval) = (ScanMode.Background, TimeSpan.FromMilliseconds(20)));
                services.Configure(configure);
            },
            other);
        harnesses.Add(harness);
        return harness;
    }
}
