using Attachments.Access;
using Attachments.Messages;
using Attachments.Scanning;
using Attachments.Storage;

namespace Attachments.Testing.Persistence;

public sealed class InMemoryAttachmentRepositoryTests : AttachmentRepositoryConformanceTests
{
    private readonly InMemoryAttachmentDatabase database = new();

    protected override ValueTask<AttachmentRepositories> CreateRepositoriesAsync() => new(new AttachmentRepositories(
        new InMemoryAttachmentRepository(database), new InMemorySealRepository(database), new InMemoryBlobRepository(database)));

    protected override ValueTask SetVerdictAsync(BlobKey key, ScanStatus status)
    {
        database.SetVerdict(key, status);
        return default;
    }

    protected override ValueTask CascadeAsync(TenantId tenant, MessageId message)
    {
        database.Cascade(tenant, message);
        return default;
    }
}
