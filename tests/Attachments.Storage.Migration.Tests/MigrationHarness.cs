using System.Text;
using Attachments.Access;
using Attachments.Consistency;
using Attachments.Ingestion;
using Attachments.Messages;
using Attachments.Testing.Persistence;
using Attachments.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Attachments.Storage.Migration;

/// <summary>A host in memory that moves from one store to another.</summary>
internal sealed class MigrationHarness : IStoreCopyObserver, IAsyncDisposable
{
    private static readonly AttachmentCaller Caller = new(TenantId.Parse("tenant-1"), UserId.Parse("user-1"));

    private readonly ServiceProvider services;

    public MigrationHarness(StoreMigrationStep step = StoreMigrationStep.Copy, MigrationHarness? other = null)
    {
        Database = other?.Database ?? new InMemoryAttachmentDatabase();
        OldMemory = other?.OldMemory ?? new InMemoryBlobStore();
        NewMemory = other?.NewMemory ?? new InMemoryBlobStore();
        Old = new SteppedStore(OldMemory);
        New = new SteppedStore(NewMemory);

        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(new HastyClock());
        collection.AddAttachmentsCore()
            .UseInMemoryDatabase(Database)
            .UseMessages<OpenDirectory>()
            .UseStoreMigration(
                step,
                from: builder => builder.Services.Replace(ServiceDescriptor.Singleton<IBlobStore>(Old)),
                to: builder => builder.Services.Replace(ServiceDescriptor.Singleton<IBlobStore>(New)));
        services = collection.BuildServiceProvider();
    }

    public InMemoryAttachmentDatabase Database { get; }

    public InMemoryBlobStore OldMemory { get; }

    public InMemoryBlobStore NewMemory { get; }

    public SteppedStore Old { get; }

    public SteppedStore New { get; }

    public List<StoreCopyFailure> Failures { get; } = [];

    public List<StoreCopyProgress> Progress { get; } = [];

    public IStoreMigrator Migrator => services.GetRequiredService<IStoreMigrator>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<Attachment> UploadAsync(string text, string message = "message-1")
    {
        await using var scope = services.CreateAsyncScope();
        var source = UploadSource.FromStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.txt", "text/plain");
        return (await scope.ServiceProvider.GetRequiredService<IAttachmentService>().UploadAsync(Caller, MessageId.Parse(message), source, Token)).Value.Attachment;
    }

    public async Task DeleteAsync(AttachmentId attachment)
    {
        await using var scope = services.CreateAsyncScope();
        Assert.Null((await scope.ServiceProvider.GetRequiredService<IAttachmentService>().DeleteAsync(Caller, attachment, Token)).Rejection);
    }

    public ValueTask<StoreCopyReport> CopyAsync(StoreCopy? copy = null, CancellationToken? cancellationToken = null) =>
        Migrator.CopyAsync(copy ?? new StoreCopy { Parallelism = 1 }, this, cancellationToken ?? Token);

    public async Task<IReadOnlyList<ConsistencyFinding>> VerifyAsync()
    {
        var found = new Findings();
        await Migrator.VerifyAsync(new ConsistencyCheck { VerifyDigests = true, StagingGrace = TimeSpan.Zero }, found, Token);
        return found.All;
    }

    public ValueTask FailedAsync(StoreCopyFailure failure, CancellationToken cancellationToken)
    {
        Failures.Add(failure);
        return default;
    }

    public ValueTask ProgressedAsync(StoreCopyProgress progress, CancellationToken cancellationToken)
    {
        Progress.Add(progress);
        return default;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private sealed class Findings : IConsistencyObserver
    {
        public List<ConsistencyFinding> All { get; } = [];

        public ValueTask FoundAsync(ConsistencyFinding finding, CancellationToken cancellationToken)
        {
            All.Add(finding);
            return default;
        }

        public ValueTask ProgressedAsync(ConsistencyProgress progress, CancellationToken cancellationToken) => default;
    }

    private sealed class OpenDirectory : IMessageDirectory
    {
        public ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
            ValueTask.FromResult<MessageInfo?>(new MessageInfo(Caller.User, AcceptsAttachments: true));
    }

    // Pauses between attempts are short, but long enough for another copier that is at work on the same blob, on a busy machine too.
    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 4 : dueTime, period);
    }
}
