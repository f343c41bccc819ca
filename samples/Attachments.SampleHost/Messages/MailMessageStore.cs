using System.Data.Common;
using Attachments.Access;
using Attachments.Messages;

namespace Attachments.SampleHost.Messages;

/// <summary>The messages, in one table that SQLite and PostgreSQL read alike.</summary>
internal sealed class MailMessageStore(MailDatabase database)
{
    private const string Columns = "tenant_id, id, owner_id, account_id, folder, recipient, subject, body, created_at, sent_at";

    private const string ListColumns = "tenant_id, id, owner_id, account_id, folder, recipient, subject, NULL, created_at, sent_at";

    public async Task AddAsync(MailMessage message, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            $"INSERT INTO mail_messages ({Columns}) VALUES (@tenant, @id, @owner, @account, @folder, @to, @subject, @body, @created, NULL)",
            ("tenant", message.Tenant.Value),
            ("id", message.Id.Value),
            ("owner", message.Owner.Value),
            ("account", message.AccountId),
            ("folder", message.Folder),
            ("to", message.To),
            ("subject", message.Subject),
            ("body", message.Body),
            ("created", message.CreatedAt));

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<MailMessage?> FindAsync(TenantId tenant, MessageId id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            $"SELECT {Columns} FROM mail_messages WHERE tenant_id = @tenant AND id = @id", ("tenant", tenant.Value), ("id", id.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);

        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>Finds a message that the caller may reach: another user's and another tenant's are as missing as one that does not exist.</summary>
    public async Task<MailMessage?> FindVisibleAsync(AttachmentCaller caller, string id, CancellationToken cancellationToken)
    {
        var message = MessageId.TryParse(id, out var parsed) ? await FindAsync(caller.Tenant, parsed, cancellationToken) : null;

        return message?.IsVisibleTo(caller) == true ? message : null;
    }

    /// <summary>Lists a user's messages, oldest first, without their bodies.</summary>
    public async Task<IReadOnlyList<MailMessage>> ListAsync(TenantId tenant, UserId owner, string accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            $"SELECT {ListColumns} FROM mail_messages WHERE tenant_id = @tenant AND owner_id = @owner AND account_id = @account ORDER BY created_at, id",
            ("tenant", tenant.Value),
            ("owner", owner.Value),
            ("account", accountId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);

        var messages = new List<MailMessage>();
        while (await reader.ReadAsync(cancellationToken))
            messages.Add(Read(reader));

        return messages;
    }

    /// <summary>Gives those of some ids that are messages of the tenant.</summary>
    public async Task<IReadOnlySet<MessageId>> FindExistingAsync(TenantId tenant, IReadOnlyCollection<MessageId> ids, CancellationToken cancellationToken)
    {
        var names = Enumerable.Range(0, ids.Count).Select(number => $"id{number}").ToList();
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            $"SELECT id FROM mail_messages WHERE tenant_id = @tenant AND id IN ({string.Join(", ", names.Select(name => "@" + name))})",
            [("tenant", tenant.Value), .. names.Zip(ids, (name, id) => (name, (object?)id.Value))]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);

        var existing = new HashSet<MessageId>();
        while (await reader.ReadAsync(cancellationToken))
            existing.Add(MessageId.Parse(reader.GetString(0)));

        return existing;
    }

    /// <summary>Moves a draft to the folder of sent messages.</summary>
    /// <returns>Whether it was still a draft: of two that send at once, one is told so.</returns>
    public async Task<bool> MarkSentAsync(TenantId tenant, MessageId id, long sentAt, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            "UPDATE mail_messages SET folder = @sent, sent_at = @at WHERE tenant_id = @tenant AND id = @id AND folder = @drafts",
            ("sent", MailFolder.Sent),
            ("at", sentAt),
            ("tenant", tenant.Value),
            ("id", id.Value),
            ("drafts", MailFolder.Drafts));

        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<bool> DeleteAsync(TenantId tenant, MessageId id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            "DELETE FROM mail_messages WHERE tenant_id = @tenant AND id = @id", ("tenant", tenant.Value), ("id", id.Value));

        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static MailMessage Read(DbDataReader row) => new(
        TenantId.Parse(row.GetString(0)),
        MessageId.Parse(row.GetString(1)),
        UserId.Parse(row.GetString(2)),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.GetString(6),
        row.IsDBNull(7) ? null : row.GetString(7),
        row.GetInt64(8),
        row.IsDBNull(9) ? null : row.GetInt64(9));
}
