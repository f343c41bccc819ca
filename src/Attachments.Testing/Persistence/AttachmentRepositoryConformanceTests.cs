using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Persistence;

/// <summary>Proves that a database's repositories keep what the ports' documentation promises.</summary>
/// <remarks>
/// Derive a class in a test project that references <c>xunit.v3</c>, and give it an empty database. xunit makes one instance of the class for each
/// fact, and so one database. The facts about races call the repositories from many tasks at once.
/// </remarks>
public abstract partial class AttachmentRepositoryConformanceTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private AttachmentRepositories? repositories;

    /// <summary>Gets the attachments under test.</summary>
    protected IAttachmentRepository Attachments => Repositories.Attachments;

    /// <summary>Gets the seals under test.</summary>
    protected ISealRepository Seals => Repositories.Seals;

    /// <summary>Gets the blobs under test.</summary>
    protected IBlobRepository Blobs => Repositories.Blobs;

    /// <summary>Gets the verdicts and leases under test.</summary>
    protected IScanRepository Scans => Repositories.Scans;

    /// <summary>Gets the quarantine under test.</summary>
    protected IQuarantineRepository Quarantine => Repositories.Quarantine;

    /// <summary>Gets the rows under test as a consistency check sees them.</summary>
    protected IConsistencyRepository Consistency => Repositories.Consistency;

    private AttachmentRepositories Repositories => repositories ?? throw new InvalidOperationException("The repositories are made when a fact starts.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TenantId Tenant { get; } = TenantId.Parse("tenant-1");

    private static TenantId OtherTenant { get; } = TenantId.Parse("tenant-2");

    /// <summary>Makes the repositories of one fact, over a database that is empty.</summary>
    protected abstract ValueTask<AttachmentRepositories> CreateRepositoriesAsync();

    /// <summary>Drops a message's attachments and nothing else, as the cascade of a host's foreign key does.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="message">The message.</param>
    protected abstract ValueTask CascadeAsync(TenantId tenant, MessageId message);

    /// <summary>Gets the id of a message. Another form than text is needed only where the host's key type is tested.</summary>
    /// <param name="number">1 and on, a message each.</param>
    protected virtual MessageId Message(int number) => MessageId.Parse($"message-{number}");

    /// <summary>Makes the repositories. An override calls the base.</summary>
    public virtual async ValueTask InitializeAsync() => repositories = await CreateRepositoriesAsync();

    /// <summary>Frees what <see cref="CreateRepositoriesAsync"/> took. An override calls the base.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }

    private NewAttachment New(int message = 1, int content = 1, TenantId? tenant = null, int limit = 20) => new()
    {
        Id = new AttachmentId(Guid.CreateVersion7()),
        Message = Message(message),
        Owner = UserId.Parse("owner"),
        UploadedBy = UserId.Parse("uploader"),
        FileName = $"file-{content}.txt",
        ContentType = "text/plain",
        ContentEncoding = ContentEncoding.None,
        OwnBlob = new BlobKey(tenant ?? Tenant, new BlobId(Guid.CreateVersion7())),
        Digest = ContentDigest.Of(BitConverter.GetBytes(content)),
        Length = 1000 + content,
        MaxAttachmentsPerMessage = limit,
    };

    // What an upload does: attach to what is known, else reserve, publish (nothing here), and attach anew.
    private async Task<AttachOutcome> UploadAsync(NewAttachment attachment)
    {
        var first = await Attachments.AttachOrReserveAsync(attachment, Long, Token);
        if (first.Status != AttachStatus.Reserved)
            return first;

        var second = await Attachments.AttachNewAsync(attachment, Token);
        if (second.Attachment?.Blob != attachment.OwnBlob.Blob)
            await Blobs.ForgetStraysAsync([attachment.OwnBlob], Token);

        return second;
    }

    private async Task<Attachment> AttachedAsync(NewAttachment attachment)
    {
        var outcome = await UploadAsync(attachment);
        Assert.Equal(AttachStatus.Attached, outcome.Status);
        return outcome.Attachment!;
    }

    // What a scanner does. Infected bytes are kept, so that there is no stray.
    private async Task SetVerdictAsync(BlobKey key, ScanStatus status)
    {
        if (status == ScanStatus.Pending)
            return;

        var claim = await Scans.ClaimAsync(key, Long, Token);
        Assert.NotNull(claim);
        Assert.NotNull(await Scans.RecordAsync(claim, new BlobVerdict(status, "engine"), InfectedContent.Quarantine, Token));
    }

    private async Task<IReadOnlyList<Attachment>> ListAsync(int message = 1, TenantId? tenant = null) =>
        (await Attachments.ListAsync(tenant ?? Tenant, Message(message), 0, 1000, Token)).Items;

    private ValueTask<DeleteOutcome> DeleteAsync(Attachment attachment, TimeSpan? lease = null) =>
        Attachments.DeleteAsync(attachment.Tenant, [new AttachmentReference(attachment.Id, attachment.Blob)], lease ?? Long, Token);

    private ValueTask<IReadOnlyList<BlobKey>> ClaimAsync(int limit = 1000) => Blobs.ClaimStraysAsync(limit, Long, Token);

    // All begin together: tasks that are started one after the other would often have ended before the last begins.
    private static async Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> action)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return await action(i);
        })).ToArray();
        start.SetResult();
        return await Task.WhenAll(tasks);
    }
}
