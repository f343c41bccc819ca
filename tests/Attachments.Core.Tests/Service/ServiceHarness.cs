using Attachments.Access;
using Attachments.Events;
using Attachments.Ingestion;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Storage;
using Attachments.Sweeping;
using Attachments.Testing.Persistence;
using Attachments.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Attachments.Service;

/// <summary>The library over stores in memory, with places to step in.</summary>
internal sealed class ServiceHarness : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly AsyncServiceScope scope;

    /// <param name="configure">Adds to, or replaces, what the library registers.</param>
    /// <param name="other">Another host whose rows and bytes this one shares.</param>
    public ServiceHarness(Action<IServiceCollection>? configure = null, ServiceHarness? other = null)
    {
        Clock = other?.Clock ?? new FakeTimeProvider();
        Database = other?.Database ?? new InMemoryAttachmentDatabase(Clock);
        Memory = other?.Memory ?? new InMemoryBlobStore(Clock);
        Store = new SteppedStore(Memory);
        Repository = new SteppedRepository(new InMemoryAttachmentRepository(Database));

        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<IMessageDirectory>(Messages);
        collection.AddSingleton<IBlobStore>(Store);
        collection.AddSingleton<IAttachmentRepository>(Repository);
        collection.AddSingleton<IBlobRepository>(new InMemoryBlobRepository(Database));
        collection.AddSingleton<ISealRepository>(new InMemorySealRepository(Database));
        collection.AddSingleton<IScanRepository>(new InMemoryScanRepository(Database));
        collection.AddSingleton<IQuarantineRepository>(new InMemoryQuarantineRepository(Database));
        collection.AddSingleton<IConsistencyRepository>(new InMemoryConsistencyRepository(Database));
        collection.AddSingleton<IAttachmentEvents>(Events);
        collection.AddAttachmentsCore();
        configure?.Invoke(collection);

        services = collection.BuildServiceProvider(validateScopes: true);
        scope = services.CreateAsyncScope();
    }

    public static AttachmentCaller User { get; } = new(TenantId.Parse("tenant-1"), UserId.Parse("user-1"));

    public static AttachmentCaller Admin { get; } = new(TenantId.Parse("tenant-1"), UserId.Parse("boss"), CallerRole.Admin);

    public static AttachmentCaller Stranger { get; } = new(TenantId.Parse("tenant-1"), UserId.Parse("user-2"));

    public static AttachmentCaller Foreigner { get; } = new(TenantId.Parse("tenant-2"), UserId.Parse("user-1"), CallerRole.Admin);

    public static MessageId Draft { get; } = MessageId.Parse("draft-1");

    public static MessageId OtherDraft { get; } = MessageId.Parse("draft-2");

    /// <summary>Gets the clock of the database and the store; the library's own is the system's unless a test says otherwise.</summary>
    public FakeTimeProvider Clock { get; }

    public InMemoryAttachmentDatabase Database { get; }

    public InMemoryBlobStore Memory { get; }

    public SteppedStore Store { get; }

    public SteppedRepository Repository { get; }

    public EditableDirectory Messages { get; } = new();

    public RecordedEvents Events { get; } = new();

    public IServiceProvider Services => services;

    public IAttachmentService Service => scope.ServiceProvider.GetRequiredService<IAttachmentService>();

    public IMessageAttachments Lifecycle => scope.ServiceProvider.GetRequiredService<IMessageAttachments>();

    public IAttachmentSweeper Sweeper => services.GetRequiredService<IAttachmentSweeper>();

    public ValueTask<AttachmentResult<UploadedAttachment>> UploadAsync(string text, MessageId? message = null, AttachmentCaller? caller = null) =>
        UploadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), message, caller);

    public ValueTask<AttachmentResult<UploadedAttachment>> UploadAsync(
        Stream content, MessageId? message = null, AttachmentCaller? caller = null, CancellationToken? cancellationToken = null)
    {
        var source = UploadSource.FromStream(content, "a.txt", "text/plain");
        return Service.UploadAsync(caller ?? User, message ?? Draft, source, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    public void AssertNothingStored()
    {
        Assert.Empty(Memory.Published);
        Assert.Empty(Memory.Staged);
    }

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await services.DisposeAsync();
    }
}
