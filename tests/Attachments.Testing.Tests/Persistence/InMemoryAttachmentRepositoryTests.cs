using Attachments.Access;
using Attachments.Messages;

namespace Attachments.Testing.Persistence;

public sealed class InMemoryAttachmentRepositoryTests : AttachmentRepositoryConformanceTests
{
    private readonly InMemoryAttachmentDatabase database = new();

    protected override ValueTask<AttachmentRepositories> CreateRepositoriesAsync() => new(new AttachmentRepositories(
        new InMemoryAttachmentRepository(database),
        new InMemorySealRepository(database),
        new InMemoryBlobRepository(database),
        new InMemoryScanRepository(database),
        new InMemoryQuarantineRepository(database),
        new InMemoryConsistencyRepository(database)));

    protected override ValueTask CascadeAsync(TenantId tenant, MessageId message)
    {
        database.Cascade(tenant, message);
        return default;
    }
}
