using Attachments.Access;
using Attachments.Messages;
using Attachments.Testing.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.Sqlite.Tests;

public sealed class SqliteAttachmentRepositoryTests : AttachmentRepositoryConformanceTests
{
    private readonly SqliteTestDatabase database = new();

    protected override async ValueTask<AttachmentRepositories> CreateRepositoriesAsync()
    {
        // What survives a power cut is not under test here.
        var host = database.StartHost(options => options.Synchronous = SqliteSynchronous.Normal);
        await host.ApplyAttachmentsSchemaAsync();
        return SqliteTestDatabase.Repositories(host);
    }

    protected override ValueTask CascadeAsync(TenantId tenant, MessageId message)
    {
        database.Execute("DELETE FROM attachments_attachments WHERE tenant_id = $t AND message_id = $m", ("$t", tenant.Value), ("$m", message.Value));
        return default;
    }

    public override async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await base.DisposeAsync();
    }
}
