using Attachments.Access;
using Attachments.Messages;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Attachments.Testing.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Attachments.PostgreSql.Tests.RowLevelSecurity;

// A statement that forgot its tenant: what one tenant then sees and changes of another's rows, through the repositories themselves.
public sealed class WithoutFilterTests
{
    private static readonly TenantId Owner = TenantId.Parse("owner-of-the-rows");
    private static readonly TenantId Other = TenantId.Parse("other");
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly MessageId Message = MessageId.Parse("m");
    private static readonly MessageId Sealed = MessageId.Parse("sealed");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Behind_the_wall_nothing_of_another_tenant_is_seen_or_changed()
    {
        await using var database = await WalledTestDatabase.CreateAsync();
        var repositories = await database.StartAsync();
        var rows = await Rows.MakeAsync(repositories);
        var before = await repositories.Attachments.ListAsync(Owner, Message, 0, 10, Token);

        var reached = await ReachAsync(UnfilteredDatabase.Repositories(database.StartHost()), rows);

        Assert.Empty(reached);
        Assert.Equal(before.Items, (await repositories.Attachments.ListAsync(Owner, Message, 0, 10, Token)).Items);
    }

    // Without this the fact above could hold because the filter was never cut out.
    [Fact]
    public async Task Without_the_wall_everything_is()
    {
        await using var database = new PostgreSqlTestDatabase();
        var host = database.StartHost();
        await host.ApplyAttachmentsSchemaAsync(Token);
        var rows = await Rows.MakeAsync(PostgreSqlTestDatabase.Repositories(host));

        var reached = await ReachAsync(UnfilteredDatabase.Repositories(database.StartHost()), rows);

        Assert.Equal(["message", "find", "list", "references", "quarantine", "renew", "claim", "reassign", "reassign one", "release", "seal", "reopen", "delete"], reached);
    }

    // In an order in which no call hides what a later one would reach.
    private static async Task<List<string>> ReachAsync(AttachmentRepositories unfiltered, Rows rows)
    {
        var attachments = unfiltered.Attachments;
        var stored = new BlobKey(Other, rows.Attachment.Blob);
        var quarantined = new BlobKey(Other, rows.Quarantined.Blob);
        var reserved = new BlobKey(Other, rows.Reserved);
        var reached = new List<string>();
        Note("message", (await attachments.ReadMessageAsync(Other, Message, Token)).AttachmentCount > 0);
        Note("find", await attachments.FindAsync(Other, rows.Attachment.Id, Token) is not null);
        Note("list", (await attachments.ListAsync(Other, Message, 0, 10, Token)) is { Items.Count: > 0, Total: > 0 });
        Note("references", (await attachments.FindReferencesAsync(Other, Message, 10, Token)).Count > 0);
        Note("quarantine", (await unfiltered.Quarantine.ListAsync(Other, null, 10, Token)).Count > 0);
        Note("renew", await attachments.RenewReservationAsync(reserved, Long, Token));
        Note("claim", await unfiltered.Scans.ClaimAsync(stored, Long, Token) is not null);
        Note("reassign", await attachments.ReassignAsync(Other, Message, UserId.Parse("thief"), Token) > 0);
        Note("reassign one", await attachments.ReassignOneAsync(Other, rows.Attachment.Id, UserId.Parse("thief"), UserId.Parse("accomplice"), Token));
        Note("release", await unfiltered.Quarantine.ReleaseAsync(quarantined, "thief", Token));
        Note("seal", (await attachments.ReadMessageAsync(Other, Sealed, Token)).Seal == MessageSeal.Sealed);
        await unfiltered.Seals.ReopenAsync(Other, Sealed, Token);
        Note("reopen", (await rows.All.Attachments.ReadMessageAsync(Owner, Sealed, Token)).Seal == MessageSeal.None);
        Note("delete", (await attachments.DeleteAsync(Other, [new AttachmentReference(rows.Attachment.Id, rows.Attachment.Blob)], Long, Token)).Deleted > 0);
        return reached;

        void Note(string name, bool isReached)
        {
            if (isReached)
                reached.Add(name);
        }
    }

    // One row of every kind: stored, quarantined, reserved, sealed.
    private sealed record Rows(AttachmentRepositories All, Attachment Attachment, Attachment Quarantined, BlobId Reserved)
    {
        public static async Task<Rows> MakeAsync(AttachmentRepositories repositories)
        {
            var stored = await AttachAsync(repositories, "stored");
            var infected = await AttachAsync(repositories, "infected");
            var claim = await repositories.Scans.ClaimAsync(infected.Key, Long, Token);
            await repositories.Scans.RecordAsync(claim!, new BlobVerdict(ScanStatus.Infected, "engine"), InfectedContent.Quarantine, Token);
            var reserved = TenantRows.New(Owner, Message, "reserved");
            await repositories.Attachments.AttachOrReserveAsync(reserved, Long, Token);
            await repositories.Seals.SealAsync(Owner, Sealed, default, Token);
            return new Rows(repositories, stored, infected, reserved.OwnBlob.Blob);
        }

        private static Task<Attachment> AttachAsync(AttachmentRepositories repositories, string content) =>
            TenantRows.AttachAsync(repositories, TenantRows.New(Owner, Message, content), Token);
    }
}
