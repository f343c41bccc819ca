using Attachments.Crash.Deployments;
using Attachments.Crash.Hosts;
using Attachments.Crash.Load;

namespace Attachments.Crash.Scans;

/// <summary>One content, the hosts that scan it, and what becomes of it.</summary>
internal sealed class ScanScenario : IAsyncDisposable
{
    public const string Message = "message";

    private readonly Deployment deployment;

    private ScanScenario(Deployment deployment) => this.deployment = deployment;

    public Deployment Deployment => deployment;

    public Database Database => deployment.Database;

    public static async Task<ScanScenario> CreateAsync(DatabaseEngine engine, JobBroker broker = JobBroker.InProcess) =>
        new(await Deployment.CreateAsync(engine, broker));

    public Task<HostProcess> StartAsync(ScanSettings scanning) => deployment.StartAsync(new HostSettings { Scanning = scanning });

    /// <summary>Starts the first host, and keeps the books of claims and verdicts from then on.</summary>
    public async Task<HostProcess> StartFirstAsync(ScanSettings scanning)
    {
        var host = await StartAsync(scanning);
        await Database.WatchScansAsync();
        return host;
    }

    /// <returns>The attachment's id; null where the host died before it answered.</returns>
    public static async Task<string?> UploadAsync(HostProcess host, ScanContent content)
    {
        var answer = await host.Client.UploadAsync(Message, new ByteArrayContent(content.Bytes), content.FileName, content.ContentType, CancellationToken.None);
        Assert.True(answer.Status is 201 or 0, $"An upload answered {answer}\n{host.Output}");
        return answer.IsLost ? null : answer["id"];
    }

    public async Task<BlobRow> ReadAsync(ScanContent content) => (await Database.ReadBlobsAsync()).Single(blob => blob.Digest == content.Digest);

    public async Task<BlobRow> UntilJudgedAsync(ScanContent content, HostProcess host)
    {
        await Poll.UntilAsync(
            async () => (await ReadAsync(content)).Status != BlobStatus.Pending,
            () => Task.FromResult($"the content has no verdict\n{host.Output}"));
        return await ReadAsync(content);
    }

    /// <summary>Looks at the only attachment of the message, and expects it to be as its verdict says.</summary>
    public static async Task AssertShownAsync(HostProcess host, ScanContent content, BlobStatus verdict)
    {
        var (items, answer) = await host.Client.ListAsync(Message);
        var item = Assert.Single(items ?? throw new InvalidOperationException(answer.ToString()));
        var metadata = await host.Client.GetMetadataAsync(item.Id);
        var download = await host.Client.DownloadAsync(item.Id);

        Assert.Equal(verdict.ToString().ToLowerInvariant(), metadata["virusScanStatus"]);
        Assert.Equal(verdict == BlobStatus.Safe ? 200 : 403, download.Status);
        if (verdict == BlobStatus.Safe)
            Assert.Equal(content.Digest, Contents.Digest(download.Body));
    }

    public async Task AssertNoViolationAsync() => Assert.Empty((await ScanAudit.ReadAsync(Database)).Violations);

    public ValueTask DisposeAsync() => deployment.DisposeAsync();
}
