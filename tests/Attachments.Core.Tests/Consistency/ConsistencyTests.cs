using Attachments.Access;
using Attachments.Scanning;
using Attachments.Service;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Attachments.Consistency;

/// <summary>A host in memory whose rows and objects are checked.</summary>
public abstract class ConsistencyTests : IAsyncLifetime
{
    private protected ServiceHarness Host { get; } = new(services => services.Configure<AttachmentsOptions>(options => options.MaxAttachmentsPerMessage = 100));

    private protected InterruptedStore Store { get; private set; } = null!;

    private protected RecordedFindings Heard { get; } = new();

    private protected InMemoryConsistencyRepository Rows { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Store = new InterruptedStore(Host.Memory);
        Rows = new InMemoryConsistencyRepository(Host.Database);
        return default;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Host.DisposeAsync();
    }

    protected ValueTask<ConsistencyReport> CheckAsync(ConsistencyCheck? check = null, CancellationToken? cancellationToken = null) =>
        new ConsistencyChecker(Rows, Store, TimeProvider.System, NullLogger<ConsistencyChecker>.Instance)
            .CheckAsync(check ?? new ConsistencyCheck(), Heard, cancellationToken ?? Token);

    protected async Task<Attachment> UploadAsync(string text) => (await Host.UploadAsync(text)).Value.Attachment;

    protected async Task<BlobKey> PublishUnnamedAsync(string tenant = "tenant-1")
    {
        var key = new BlobKey(TenantId.Parse(tenant), new BlobId(Guid.CreateVersion7()));
        await using var writer = await Host.Memory.BeginWriteAsync(key, null, Token);
        await writer.WriteAsync("unnamed"u8.ToArray(), Token);
        await writer.CommitAsync(Token);
        return key;
    }

    protected async Task DeleteAsync(Attachment attachment) =>
        Assert.Null((await Host.Service.DeleteAsync(ServiceHarness.User, attachment.Id, Token)).Rejection);

    // The verdict alone: its stray is there, and nobody has swept yet.
    protected async Task RemoveAsInfectedAsync(Attachment attachment)
    {
        var scans = new InMemoryScanRepository(Host.Database);
        var claim = await scans.ClaimAsync(attachment.Key, TimeSpan.FromHours(1), Token);
        Assert.NotNull(await scans.RecordAsync(claim!, new BlobVerdict(ScanStatus.Infected, "engine"), InfectedContent.Remove, Token));
    }

    protected ValueTask ForgetStrayAsync(BlobKey key) => new InMemoryBlobRepository(Host.Database).ForgetStraysAsync([key], Token);
}
