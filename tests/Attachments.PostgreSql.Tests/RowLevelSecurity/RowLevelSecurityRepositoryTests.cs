using Attachments.Access;
using Attachments.Messages;
using Attachments.Testing.Persistence;

namespace Attachments.PostgreSql.Tests.RowLevelSecurity;

// The suite of every database, behind the second wall and with the rights of two real roles.
public sealed class RowLevelSecurityRepositoryTests : AttachmentRepositoryConformanceTests
{
    private WalledTestDatabase? database;

    protected override async ValueTask<AttachmentRepositories> CreateRepositoriesAsync()
    {
        database = await WalledTestDatabase.CreateAsync();
        return await database.StartAsync();
    }

    protected override async ValueTask CascadeAsync(TenantId tenant, MessageId message) => await database!.Server.ExecuteAsync(
        $"DELETE FROM {database.Server.Table("attachments")} WHERE tenant_id = $1 AND message_id = $2", tenant.Value, message.Value);

    public override async ValueTask DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();

        await base.DisposeAsync();
    }
}
