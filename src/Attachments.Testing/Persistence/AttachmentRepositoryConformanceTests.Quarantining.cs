using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    [Fact]
    public async Task A_quarantined_blob_is_listed_with_its_verdict()
    {
        var made = await AttachedAsync(New(message: 1));
        await AttachedAsync(New(message: 2));
        await QuarantineAsync(made);

        var listed = Assert.Single(await Quarantine.ListAsync(Tenant, null, 10, Token));

        Assert.Equal(new QuarantinedBlob(made.Key, made.Digest, made.Length, Infected, listed.ScannedAt, 2), listed);
        Assert.InRange(listed.ScannedAt - made.UploadedAt, TimeSpan.Zero, Long);
    }

    [Fact]
    public async Task Only_quarantined_blobs_of_the_tenant_are_listed()
    {
        var mine = await AttachedAsync(New(content: 1));
        await QuarantineAsync(mine);
        await QuarantineAsync(await AttachedAsync(New(content: 2, tenant: OtherTenant)));
        await RemoveAsync(await AttachedAsync(New(content: 3)));
        await AttachedAsync(New(content: 4));

        Assert.Equal([mine.Key], (await Quarantine.ListAsync(Tenant, null, 10, Token)).Select(blob => blob.Blob));
    }

    [Fact]
    public async Task The_quarantine_is_listed_page_by_page_in_the_order_of_ids()
    {
        var quarantined = new List<BlobKey>();
        for (var content = 1; content <= 5; content++)
        {
            var made = await AttachedAsync(New(content: content));
            await QuarantineAsync(made);
            quarantined.Add(made.Key);
        }

        var first = await Quarantine.ListAsync(Tenant, null, 3, Token);
        var second = await Quarantine.ListAsync(Tenant, first[^1].Blob.Blob, 3, Token);

        Assert.Equal(quarantined.OrderBy(key => key.Blob.Value), first.Concat(second).Select(blob => blob.Blob));
        Assert.Equal(3, first.Count);
        Assert.Empty(await Quarantine.ListAsync(Tenant, second[^1].Blob.Blob, 3, Token));
    }

    [Fact]
    public async Task A_quarantined_blob_stays_when_its_last_attachment_goes()
    {
        var made = await AttachedAsync(New());
        await QuarantineAsync(made);

        var outcome = await DeleteAsync(made);

        Assert.Equal(1, outcome.Deleted);
        Assert.Empty(outcome.Condemned);
        Assert.Equal(0, Assert.Single(await Quarantine.ListAsync(Tenant, null, 10, Token)).AttachmentCount);
        Assert.Equal(AttachStatus.Infected, (await Attachments.AttachOrReserveAsync(New(message: 2), Long, Token)).Status);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task The_walk_leaves_quarantined_blobs_alone()
    {
        await QuarantineAsync(await AttachedAsync(New()));
        await CascadeAsync(Tenant, Message(1));

        Assert.Empty((await Blobs.CondemnUnreferencedAsync(null, 100, Long, Token)).Condemned);
        Assert.Single(await Quarantine.ListAsync(Tenant, null, 10, Token));
    }

    [Fact]
    public async Task A_quarantined_blob_is_not_due()
    {
        var made = await AttachedAsync(New());
        await QuarantineAsync(made);

        Assert.Null(await Scans.ClaimAsync(made.Key, Long, Token));
        Assert.Empty(await Scans.ClaimDueAsync(10, Long, Token));
        Assert.Equal(0, await RescheduleAsync(new RescanRules(TimeSpan.Zero, "other")));
    }

    [Fact]
    public async Task A_released_blob_is_safe_and_given_back_to_its_attachments()
    {
        var made = await AttachedAsync(New(message: 1));
        await QuarantineAsync(made);

        Assert.True(await Quarantine.ReleaseAsync(made.Key, "a false alarm", Token));

        Assert.Equal(ScanStatus.Safe, (await Attachments.FindAsync(Tenant, made.Id, Token))!.ScanStatus);
        Assert.Empty(await Quarantine.ListAsync(Tenant, null, 10, Token));
        Assert.Equal(made.Blob, (await AttachedAsync(New(message: 2))).Blob);
    }

    [Fact]
    public async Task A_released_blob_is_not_scanned_again_by_itself()
    {
        var made = await AttachedAsync(New());
        await QuarantineAsync(made);
        await Quarantine.ReleaseAsync(made.Key, "a false alarm", Token);

        Assert.Equal(0, await RescheduleAsync(new RescanRules(TimeSpan.Zero, "other")));
        Assert.Null(await Scans.ClaimAsync(made.Key, Long, Token));
    }

    [Fact]
    public async Task A_released_blob_that_nothing_names_is_condemned_by_the_walk()
    {
        var made = await AttachedAsync(New());
        await QuarantineAsync(made);
        await DeleteAsync(made);

        Assert.True(await Quarantine.ReleaseAsync(made.Key, "a false alarm", Token));

        Assert.Equal([made.Key], (await Blobs.CondemnUnreferencedAsync(null, 100, Long, Token)).Condemned);
    }

    [Fact]
    public async Task A_released_blob_stays_released_whatever_is_said_of_its_bytes_later()
    {
        var made = await AttachedAsync(New());
        await QuarantineAsync(made);
        await Quarantine.ReleaseAsync(made.Key, "a false alarm", Token);

        Assert.Null(await Scans.RecordInfectedAsync(Tenant, made.Digest, Infected, InfectedContent.Remove, Token));
        Assert.Equal(ScanStatus.Safe, (await Attachments.FindAsync(Tenant, made.Id, Token))!.ScanStatus);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_purged_blob_s_bytes_are_a_stray_and_its_attachments_stay_infected()
    {
        var made = await AttachedAsync(New());
        await QuarantineAsync(made);

        Assert.True(await Quarantine.PurgeAsync(made.Key, TimeSpan.Zero, Token));

        Assert.Equal([made.Key], await ClaimAsync());
        Assert.Empty(await Quarantine.ListAsync(Tenant, null, 10, Token));
        Assert.Equal(ScanStatus.Infected, (await Attachments.FindAsync(Tenant, made.Id, Token))!.ScanStatus);
        Assert.Equal(AttachStatus.Infected, (await Attachments.AttachOrReserveAsync(New(message: 2), Long, Token)).Status);
        Assert.Equal([made.Key], (await DeleteAsync(made)).Condemned);
    }

    [Fact]
    public async Task A_purged_blob_that_nothing_names_is_gone_with_its_row()
    {
        var made = await AttachedAsync(New());
        await QuarantineAsync(made);
        await DeleteAsync(made);

        Assert.True(await Quarantine.PurgeAsync(made.Key, TimeSpan.Zero, Token));

        Assert.Equal([made.Key], await ClaimAsync());
        Assert.Empty((await Blobs.CondemnUnreferencedAsync(null, 100, Long, Token)).Condemned);
        Assert.Equal(AttachStatus.Reserved, (await Attachments.AttachOrReserveAsync(New(), Long, Token)).Status);
    }

    [Fact]
    public async Task Purged_bytes_are_left_to_whoever_purged_them_during_the_lease()
    {
        var made = await AttachedAsync(New());
        await QuarantineAsync(made);

        await Quarantine.PurgeAsync(made.Key, Long, Token);

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task What_is_not_in_quarantine_is_neither_released_nor_purged()
    {
        var stored = await AttachedAsync(New(content: 1));
        var removed = await AttachedAsync(New(content: 2));
        await RemoveAsync(removed);
        var gone = New(content: 3).OwnBlob;

        foreach (var key in new[] { stored.Key, removed.Key, gone })
        {
            Assert.False(await Quarantine.ReleaseAsync(key, "reason", Token));
            Assert.False(await Quarantine.PurgeAsync(key, TimeSpan.Zero, Token));
        }

        Assert.Empty(await ClaimAsync());
        Assert.Equal(ScanStatus.Pending, (await Attachments.FindAsync(Tenant, stored.Id, Token))!.ScanStatus);
        Assert.Equal(ScanStatus.Infected, (await Attachments.FindAsync(Tenant, removed.Id, Token))!.ScanStatus);
    }

    [Fact]
    public async Task A_quarantined_blob_leaves_once()
    {
        var released = await AttachedAsync(New(content: 1));
        var purged = await AttachedAsync(New(content: 2));
        await QuarantineAsync(released);
        await QuarantineAsync(purged);
        await Quarantine.ReleaseAsync(released.Key, "reason", Token);
        await Quarantine.PurgeAsync(purged.Key, Long, Token);

        foreach (var made in new[] { released, purged })
        {
            Assert.False(await Quarantine.ReleaseAsync(made.Key, "reason", Token));
            Assert.False(await Quarantine.PurgeAsync(made.Key, Long, Token));
        }
    }

    [Fact]
    public async Task Another_tenant_s_quarantined_blob_is_neither_released_nor_purged()
    {
        var made = await AttachedAsync(New());
        await QuarantineAsync(made);
        var forged = new BlobKey(OtherTenant, made.Blob);

        Assert.False(await Quarantine.ReleaseAsync(forged, "reason", Token));
        Assert.False(await Quarantine.PurgeAsync(forged, TimeSpan.Zero, Token));
        Assert.Single(await Quarantine.ListAsync(Tenant, null, 10, Token));
        Assert.Empty(await ClaimAsync());
    }

    private async Task QuarantineAsync(Attachment attachment)
    {
        var claim = await Scans.ClaimAsync(attachment.Key, Long, Token);
        Assert.NotNull(await Scans.RecordAsync(claim!, Infected, InfectedContent.Quarantine, Token));
    }
}
