using System.Globalization;
using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Relational;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Xunit;

namespace Attachments.Sqlite.Tests;

// The whole suite again, with a foreign key to messages of the host whose keys are not text.
public abstract class SqliteHostKeyTests(MessageKeyType type, string columnType) : AttachmentRepositoryConformanceTests
{
    private readonly SqliteTestDatabase database = new();

    protected abstract object Key(MessageId message);

    protected override ValueTask<AttachmentRepositories> CreateRepositoriesAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(database.File)!);
        database.Execute("PRAGMA journal_mode = WAL");
        database.Execute($"CREATE TABLE messages (id {columnType} NOT NULL PRIMARY KEY)");
        database.Execute(Script());
        database.Execute($"INSERT INTO messages VALUES {string.Join(", ", Enumerable.Range(0, 50).Select(number => $"('{Key(Message(number))}')"))}");

        return new(SqliteTestDatabase.Repositories(database.StartHost(options =>
        {
            options.SchemaOwner = SchemaOwner.Host;
            options.MessageKeyType = type;
            options.Synchronous = SqliteSynchronous.Normal;
        })));
    }

    // The message comes back, because the suite goes on to use its id.
    protected override ValueTask CascadeAsync(TenantId tenant, MessageId message)
    {
        database.Execute("PRAGMA foreign_keys = ON; DELETE FROM messages WHERE id = $id; INSERT INTO messages VALUES ($id)", ("$id", Key(message)));
        return default;
    }

    [Fact]
    public async Task A_message_that_the_host_does_not_have_is_deleted()
    {
        var attachment = Unknown(Message(99));

        Assert.Equal(AttachStatus.Reserved, (await Attachments.AttachOrReserveAsync(attachment, TimeSpan.FromHours(1), TestContext.Current.CancellationToken)).Status);
        Assert.Equal(AttachStatus.MessageDeleted, (await Attachments.AttachNewAsync(attachment, TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task An_id_that_is_no_key_is_a_deleted_message()
    {
        var message = MessageId.Parse("no key at all");
        var tenant = TenantId.Parse("tenant-1");

        Assert.Equal(AttachStatus.MessageDeleted, (await Attachments.AttachOrReserveAsync(Unknown(message), TimeSpan.FromHours(1), TestContext.Current.CancellationToken)).Status);
        Assert.Equal(MessageSeal.Deleted, (await Attachments.ReadMessageAsync(tenant, message, TestContext.Current.CancellationToken)).Seal);
        Assert.Equal(MessageSeal.Deleted, (await Seals.SealAsync(tenant, message, new SealRules(true, true), TestContext.Current.CancellationToken)).Seal);
        Assert.Empty((await Attachments.ListAsync(tenant, message, 0, 10, TestContext.Current.CancellationToken)).Items);
        Assert.Empty(await Attachments.FindReferencesAsync(tenant, message, 10, TestContext.Current.CancellationToken));
        Assert.Equal(0, await Attachments.ReassignAsync(tenant, message, UserId.Parse("owner"), TestContext.Current.CancellationToken));
        await Seals.MarkDeletedAsync(tenant, message, TestContext.Current.CancellationToken);
        await Seals.ReopenAsync(tenant, message, TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await database.DisposeAsync();
        await base.DisposeAsync();
    }

    private static NewAttachment Unknown(MessageId message) => new()
    {
        Id = new AttachmentId(Guid.CreateVersion7()),
        Message = message,
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

    private string Script()
    {
        var assembly = typeof(SqliteAttachmentsOptions).Assembly;
        var scripts = assembly.GetManifestResourceNames().Where(name => name.StartsWith("Schema/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return string.Concat(scripts.Select(name => new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd()))
            .Replace("{prefix}", "attachments_", StringComparison.Ordinal)
            .Replace("    message_id       TEXT    NOT NULL", $"    message_id {columnType} NOT NULL REFERENCES messages (id) ON DELETE CASCADE", StringComparison.Ordinal);
    }

    public sealed class Guids() : SqliteHostKeyTests(MessageKeyType.Guid, "TEXT")
    {
        protected override MessageId Message(int number) => MessageId.Parse($"abcdef00-0000-7000-8000-{number:d12}");

        // As EF Core's provider writes it.
        protected override object Key(MessageId message) => message.Value.ToUpperInvariant();
    }

    public sealed class Numbers() : SqliteHostKeyTests(MessageKeyType.Int64, "INTEGER")
    {
        protected override MessageId Message(int number) => MessageId.Parse(number.ToString(CultureInfo.InvariantCulture));

        protected override object Key(MessageId message) => long.Parse(message.Value, CultureInfo.InvariantCulture);
    }
}
