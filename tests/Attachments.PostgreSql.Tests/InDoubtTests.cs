using Attachments.Access;
using Attachments.Content;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Attachments.PostgreSql.Tests;

// The connection is lost between the commit and its answer.
public sealed class InDoubtTests : IAsyncLifetime
{
    private static readonly TenantId Tenant = TenantId.Parse("tenant");
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly PostgreSqlTestDatabase database = new();
    private CuttingProxy proxy = null!;
    private NpgsqlDataSource cutDataSource = null!;
    private AttachmentRepositories cut = null!;
    private AttachmentRepositories others = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var direct = database.StartHost();
        await direct.ApplyAttachmentsSchemaAsync(Token);
        others = PostgreSqlTestDatabase.Repositories(direct);

        var server = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("ATTACHMENTS_TEST_POSTGRES"));
        proxy = new CuttingProxy(server.Host!, server.Port);
        cutDataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port });

        // Preparing would be the first answer to be lost.
        cut = PostgreSqlTestDatabase.Repositories(database.StartHost(options => options.PrepareStatements = false, cutDataSource));
    }

    [Fact]
    public async Task A_repeated_attach_finds_the_attachment_that_was_made_unseen()
    {
        var attachment = New("m1");
        await cut.Attachments.AttachOrReserveAsync(attachment, Long, Token);
        proxy.CutNextAnswer(() => Task.CompletedTask);

        var outcome = await cut.Attachments.AttachNewAsync(attachment, Token);

        Assert.Equal(AttachStatus.Attached, outcome.Status);
        Assert.True(outcome.InDoubt);
        Assert.Equal(attachment.OwnBlob, outcome.Attachment!.Key);
        Assert.Equal([outcome.Attachment], (await others.Attachments.ListAsync(Tenant, attachment.Message, 0, 10, Token)).Items);
    }

    [Fact]
    public async Task A_refusal_is_in_doubt_because_the_blob_that_was_made_unseen_may_be_another_message_s_by_now()
    {
        var attachment = New("m1");
        await cut.Attachments.AttachOrReserveAsync(attachment, Long, Token);
        AttachOutcome? other = null;
        proxy.CutNextAnswer(async () =>
        {
            other = await others.Attachments.AttachOrReserveAsync(New("m2"), Long, Token);
            await others.Attachments.DeleteAsync(Tenant, [new AttachmentReference(attachment.Id, attachment.OwnBlob.Blob)], Long, Token);
            await others.Seals.MarkDeletedAsync(Tenant, attachment.Message, Token);
        });

        var outcome = await cut.Attachments.AttachNewAsync(attachment, Token);

        Assert.Equal(AttachStatus.MessageDeleted, outcome.Status);
        Assert.True(outcome.InDoubt);
        Assert.Equal(attachment.OwnBlob, other!.Attachment!.Key);
    }

    [Fact]
    public async Task A_repeated_reservation_keeps_the_one_that_was_made_unseen()
    {
        var attachment = New("m1");
        await cut.Attachments.ReadMessageAsync(Tenant, attachment.Message, Token);
        proxy.CutNextAnswer(() => Task.CompletedTask);

        var outcome = await cut.Attachments.AttachOrReserveAsync(attachment, Long, Token);

        Assert.Equal(AttachStatus.Reserved, outcome.Status);
        Assert.True(outcome.InDoubt);
        Assert.Equal(AttachStatus.Attached, (await cut.Attachments.AttachNewAsync(attachment, Token)).Status);
    }

    [Fact]
    public async Task A_repeated_delete_does_not_say_that_there_was_nothing_to_delete()
    {
        var attachment = New("m1");
        await cut.Attachments.AttachOrReserveAsync(attachment, Long, Token);
        await cut.Attachments.AttachNewAsync(attachment, Token);
        proxy.CutNextAnswer(() => Task.CompletedTask);

        var outcome = await cut.Attachments.DeleteAsync(Tenant, [new AttachmentReference(attachment.Id, attachment.OwnBlob.Blob)], TimeSpan.Zero, Token);

        Assert.Equal(1, outcome.Deleted);
        Assert.Equal([attachment.OwnBlob], await others.Blobs.ClaimStraysAsync(10, Long, Token));
    }

    public async ValueTask DisposeAsync()
    {
        await cutDataSource.DisposeAsync();
        await proxy.DisposeAsync();
        await database.DisposeAsync();
    }

    private static NewAttachment New(string message) => new()
    {
        Id = new AttachmentId(Guid.CreateVersion7()),
        Message = MessageId.Parse(message),
        Owner = UserId.Parse("owner"),
        UploadedBy = UserId.Parse("owner"),
        FileName = "file.txt",
        ContentType = "text/plain",
        ContentEncoding = ContentEncoding.None,
        OwnBlob = new BlobKey(Tenant, new BlobId(Guid.CreateVersion7())),
        Digest = ContentDigest.Of("content"u8),
        Length = 7,
        MaxAttachmentsPerMessage = 20,
    };
}
