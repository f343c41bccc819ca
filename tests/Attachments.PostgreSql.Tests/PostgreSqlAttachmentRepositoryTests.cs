using Attachments.Access;
using Attachments.Messages;
using Attachments.Testing.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.PostgreSql.Tests;

public sealed class PostgreSqlAttachmentRepositoryTests : AttachmentRepositoryConformanceTests
{
    private readonly PostgreSqlTestDatabase database = new();

    protected override async ValueTask<AttachmentRepositories> CreateRepositoriesAsync()
    {
        var host = database.StartHost();
        await host.ApplyAttachmentsSchemaAsync();
        return PostgreSqlTestDatabase.Repositories(host);
    }

    protected override async ValueTask CascadeAsync(TenantId tenant, MessageId message) =>
        await database.ExecuteAsync($"DELETE FROM {database.Table("attachments")} WHERE tenant_id = $1 AND message_id = $2", tenant.Value, message.Value);

    public override async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await base.DisposeAsync();
    }
}
