using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.Sqlite.Tests;

public sealed class SqliteUpgradeTests : IAsyncDisposable
{
    private static readonly TenantId Tenant = TenantId.Parse("t");
    private static readonly Guid Pending = Guid.CreateVersion7();
    private static readonly Guid Scanned = Guid.CreateVersion7();

    private readonly SqliteTestDatabase database = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Version_1_is_too_old_until_it_is_upgraded()
    {
        await MakeVersion1Async();
        var schema = database.StartHost().GetRequiredService<IAttachmentSchema>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => schema.VerifyAsync(Token).AsTask());
        await schema.ApplyAsync(Token);
        await schema.VerifyAsync(Token);
    }

    [Fact]
    public async Task The_backlog_of_version_1_can_be_scanned_after_the_upgrade()
    {
        await MakeVersion1Async();
        var host = database.StartHost();
        await host.ApplyAttachmentsSchemaAsync(Token);
        var repositories = SqliteTestDatabase.Repositories(host);

        var claim = Assert.Single(await repositories.Scans.ClaimDueAsync(10, TimeSpan.FromHours(1), Token));
        Assert.Equal(new BlobKey(Tenant, new BlobId(Pending)), claim.Blob);
        Assert.NotNull(await repositories.Scans.RecordAsync(claim, new BlobVerdict(ScanStatus.Infected, "engine"), InfectedContent.Quarantine, Token));

        var attachments = (await repositories.Attachments.ListAsync(Tenant, MessageId.Parse("m"), 0, 10, Token)).Items;
        Assert.Equal([ScanStatus.Infected, ScanStatus.Safe], attachments.Select(attachment => attachment.ScanStatus));
        Assert.Equal(1, Assert.Single(await repositories.Quarantine.ListAsync(Tenant, null, 10, Token)).AttachmentCount);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    // As the first version of the library left it.
    private async Task MakeVersion1Async()
    {
        using var reader = new StreamReader(typeof(SqliteAttachmentsOptions).Assembly.GetManifestResourceStream("Schema/0001_initial.sql")!);
        Directory.CreateDirectory(Path.GetDirectoryName(database.File)!);
        database.Execute("CREATE TABLE attachments_schema_version (version INTEGER NOT NULL PRIMARY KEY, applied_at INTEGER NOT NULL)");
        database.Execute((await reader.ReadToEndAsync(Token)).Replace("{prefix}", "attachments_", StringComparison.Ordinal));
        database.Execute("INSERT INTO attachments_schema_version VALUES (1, 1)");
        database.Execute("INSERT INTO attachments_blobs (id, tenant_id, digest, length, scan_due_at) VALUES ($id, 't', zeroblob(32), 5, 1)", ("$id", Bytes(Pending)));
        database.Execute("INSERT INTO attachments_blobs (id, tenant_id, digest, length, scan_status, scanned_at) VALUES ($id, 't', randomblob(32), 5, 1, 1)", ("$id", Bytes(Scanned)));
        foreach (var (blob, at) in new[] { (Pending, 1L), (Scanned, 2L) })
        {
            database.Execute(
                "INSERT INTO attachments_attachments VALUES ($id, 't', 'm', 'owner', 'owner', $blob, 'file.txt', 'text/plain', 0, $at)",
                ("$id", Bytes(Guid.CreateVersion7())), ("$blob", Bytes(blob)), ("$at", at));
        }
    }

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);
}
