using Attachments.Access;
using Attachments.Content;
using Attachments.Scanning.VirusTotal.Fake;
using Attachments.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attachments.Scanning.VirusTotal;

/// <summary>The scanner as a host registers it, against a VirusTotal of the tests' own.</summary>
internal sealed class ScannerHarness : IAsyncDisposable
{
    private readonly Action<VirusTotalOptions>? configure;
    private readonly TimeSpan timeout;
    private ServiceProvider services;

    private ScannerHarness(FakeVirusTotal fake, Action<VirusTotalOptions>? configure, TimeSpan timeout)
    {
        Fake = fake;
        this.configure = configure;
        this.timeout = timeout;
        services = Build();
    }

    public FakeVirusTotal Fake { get; }

    /// <summary>Gets the clock of quota and health. Waits for a poll take no time.</summary>
    public JumpingClock Clock { get; } = new();

    public RecordingLogs Logs { get; } = new();

    public IBlobScanner Scanner => services.GetServices<IBlobScanner>().Single();

    public static async Task<ScannerHarness> StartAsync(Action<VirusTotalOptions>? configure = null, TimeSpan? timeout = null) =>
        new(await FakeVirusTotal.StartAsync(), configure, timeout ?? TimeSpan.FromSeconds(30));

    /// <summary>Makes a scanner that remembers nothing.</summary>
    public async Task RestartAsync()
    {
        await services.DisposeAsync();
        services = Build();
    }

    public static ScanTarget Target(byte[] content) => new(new BlobKey(TenantId.Parse("tenant-1"), new BlobId(Guid.NewGuid())))
    {
        Digest = ContentDigest.Of(content),
        Length = content.Length,
        IsStored = true,
    };

    /// <summary>Scans as the library does: bytes only where they are wanted.</summary>
    public async Task<ScanReport> ScanAsync(byte[] content, CancellationToken? cancellationToken = null)
    {
        var token = cancellationToken ?? TestContext.Current.CancellationToken;
        await using var scan = await Scanner.BeginAsync(Target(content), token);

        for (var offset = 0; offset < content.Length && scan.WantsContent; offset += 65_536)
            await scan.WriteAsync(content.AsMemory(offset, Math.Min(65_536, content.Length - offset)), token);

        return await scan.CompleteAsync(ContentDigest.Of(content), content.Length, token);
    }

    public Task<ScannerUnavailableException> FailAsync(byte[] content) => Assert.ThrowsAsync<ScannerUnavailableException>(() => ScanAsync(content));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Fake.DisposeAsync();
    }

    private ServiceProvider Build()
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        collection.AddSingleton<TimeProvider>(Clock);
        collection.Configure<ScanningOptions>(options => options.Timeout = timeout);
        collection.AddAttachmentsCore().AddVirusTotal(options =>
        {
            options.ApiKey = FakeVirusTotal.Key;
            options.Endpoint = Fake.Endpoint;
            options.RequestsPerMinute = 0;
            configure?.Invoke(options);
        });
        return collection.BuildServiceProvider();
    }
}
