using System.Globalization;
using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Relational;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.PostgreSql.Tests;

// The whole suite again, with a foreign key to messages of the host whose keys are not text.
public abstract class PostgreSqlHostKeyTests(MessageKeyType type, string columnType) : AttachmentRepositoryConformanceTests
{
    private readonly PostgreSqlTestDatabase database = new();

    protected abstract object Key(MessageId message);

    protected override async ValueTask<AttachmentRepositories> CreateRepositoriesAsync()
    {
        await database.StartHost().ApplyAttachmentsSchemaAsync();
        await database.ExecuteAsync($"CREATE TABLE {database.Table("messages")} (id {columnType} NOT NULL PRIMARY KEY)");
        await database.ExecuteAsync($"ALTER TABLE {database.Table("attachments")} ALTER COLUMN message_id TYPE {columnType} USING message_id::{columnType}");
        await database.ExecuteAsync($"ALTER TABLE {database.Table("attachments")} ADD FOREIGN KEY (message_id) REFERENCES {database.Table("messages")} (id) ON DELETE CASCADE");
        await database.ExecuteAsync($"INSERT INTO {database.Table("messages")} VALUES {string.Join(", ", Enumerable.Range(0, 50).Select(number => $"('{Key(Message(number))}')"))}");

        return PostgreSqlTestDatabase.Repositories(database.StartHost(options =>
        {
            options.SchemaOwner = SchemaOwner.Host;
            options.MessageKeyType = type;
        }));
    }

    // The message comes back, because the suite goes on to use its id.
    protected override async ValueTask CascadeAsync(TenantId tenant, MessageId message)
    {
        await database.ExecuteAsync($"DELETE FROM {database.Table("messages")} WHERE id = $1", Key(message));
        await database.ExecuteAsync($"INSERT INTO {database.Table("messages")} VALUES ($1)", Key(message));
    }

    [Fact]
    public async Task A_message_that_the_host_does_not_have_is_deleted()
    {
        var token = TestContext.Current.CancellationToken;
        var attachment = new NewAttachment
        {
            Id = new AttachmentId(Guid.CreateVersion7()),
            Message = Message(99),
            Owner = UserId.Parse("owner"),
            UploadedBy = UserId.Parse("owner"),
            FileName = "file.txt",
            ContentType = "text/plain",
            ContentEncoding = ContentEncoding.None,
            OwnBlob = new BlobKey(TenantId.Parse("tenant-1"), new BlobId(Guid.CreateVersion7())),
            Digest = ContentDigest.Of("unknown"u8),
            Length = 7,
            MaxAttachmentsPerMessage = 20,
        };

        Assert.Equal(AttachStatus.Reserved, (await Attachments.AttachOrReserveAsync(attachment, TimeSpan.FromHours(1), token)).Status);
        Assert.Equal(AttachStatus.MessageDeleted, (await Attachments.AttachNewAsync(attachment, token)).Status);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await database.DisposeAsync();
        await base.DisposeAsync();
    }

    public sealed class Guids() : PostgreSqlHostKeyTests(MessageKeyType.Guid, "uuid")
    {
        protected override MessageId Message(int number) => MessageId.Parse($"abcdef00-0000-7000-8000-{number:d12}");

        protected override object Key(MessageId message) => Guid.Parse(message.Value);
    }

    public sealed class Numbers() : PostgreSqlHostKeyTests(MessageKeyType.Int32, "integer")
    {
        protected override MessageId Message(int number) => MessageId.Parse(number.ToString(CultureInfo.InvariantCulture));

        protected override object Key(MessageId message) => int.Parse(message.Value, CultureInfo.InvariantCulture);
    }
}
