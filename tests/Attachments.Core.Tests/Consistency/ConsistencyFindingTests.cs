using System.Text;
using Attachments.Access;
using Attachments.Storage;
using Xunit;

namespace Attachments.Consistency;

public sealed class ConsistencyFindingTests : ConsistencyTests
{
    private static readonly ConsistencyCheck Verifying = new() { VerifyDigests = true };
    private static readonly ConsistencyCheck Repairing = new() { Repair = true };

    [Fact]
    public async Task Nothing_is_found_where_rows_and_objects_agree()
    {
        for (var i = 0; i < 40; i++)
            await UploadAsync($"text {i}");

        var report = await CheckAsync(Verifying);

        Assert.True(report.IsConsistent);
        Assert.Empty(Heard.Findings);
        Assert.Equal(new ConsistencyCounts(40, (10 * 6) + (30 * 7), 40, 0, 0, 0), report.Counts);
        Assert.Equal(ConsistencyStage.Done, Heard.Progress[^1].Stage);
        Assert.Equal(40, Heard.Progress[^1].Totals.Blobs);
        Assert.Equal((10 * 6) + (30 * 7), Heard.Progress[^1].Totals.Bytes);
    }

    [Fact]
    public async Task A_row_without_bytes_is_found()
    {
        var lost = await UploadAsync("lost");
        await UploadAsync("kept");
        await Host.Memory.DeleteAsync(lost.Key, Token);

        var report = await CheckAsync();

        Assert.Equal([new ConsistencyFinding(ConsistencyFindingKind.MissingBytes) { Key = lost.Key, ExpectedLength = 4 }], Heard.Findings);
        Assert.False(report.IsConsistent);
    }

    [Fact]
    public async Task Bytes_of_another_length_are_found()
    {
        var cut = await UploadAsync("whole");
        Host.Memory.Damage(cut.Key, "who"u8);

        await CheckAsync(Verifying);

        Assert.Equal([new ConsistencyFinding(ConsistencyFindingKind.WrongLength) { Key = cut.Key, ExpectedLength = 5, ActualLength = 3 }], Heard.Findings);
    }

    [Fact]
    public async Task Other_bytes_of_the_same_length_are_found_only_by_reading_them()
    {
        var spoilt = await UploadAsync("whole");
        Host.Memory.Damage(spoilt.Key, "whale"u8);

        Assert.True((await CheckAsync()).IsConsistent);
        await CheckAsync(Verifying);

        Assert.Equal([new ConsistencyFinding(ConsistencyFindingKind.WrongDigest) { Key = spoilt.Key, ExpectedLength = 5, ActualLength = 5 }], Heard.Findings);
    }

    [Fact]
    public async Task A_read_that_fails_once_is_no_finding()
    {
        await UploadAsync("text");
        Store.FailingReads = 1;

        Assert.True((await CheckAsync(Verifying)).IsConsistent);
    }

    [Fact]
    public async Task Bytes_that_cannot_be_read_twice_are_found_and_the_check_goes_on()
    {
        await UploadAsync("one");
        await UploadAsync("two");
        Store.FailingReads = 2;

        var report = await CheckAsync(Verifying with { Parallelism = 1 });

        Assert.Equal([ConsistencyFindingKind.Unreadable], Heard.Kinds);
        Assert.Equal(2, report.Counts.Blobs);
    }

    [Fact]
    public async Task Bytes_that_the_store_does_not_tell_of_are_found_and_the_check_goes_on()
    {
        var stubborn = await UploadAsync("one");
        await UploadAsync("two");
        Store.BeforeFind = key => key == stubborn.Key ? throw new BlobStoreException("The store gave back an error.") : Task.CompletedTask;

        var report = await CheckAsync();

        Assert.Equal([new ConsistencyFinding(ConsistencyFindingKind.Unreadable) { Key = stubborn.Key, ExpectedLength = 3 }], Heard.Findings);
        Assert.Equal(2, report.Counts.Blobs);
    }

    [Fact]
    public async Task An_orphan_that_cannot_be_deleted_is_found_and_the_check_goes_on()
    {
        var stubborn = await PublishUnnamedAsync();
        var orphan = await PublishUnnamedAsync();
        Store.BeforeDelete = key => key == stubborn ? throw new BlobStoreException("The folder is somebody else's.") : Task.CompletedTask;

        var report = await CheckAsync(Repairing);

        Assert.False(Assert.Single(Heard.Findings, finding => finding.Key == stubborn).IsRepaired);
        Assert.True(Assert.Single(Heard.Findings, finding => finding.Key == orphan).IsRepaired);
        Assert.Equal(ConsistencyStage.Done, Heard.Progress[^1].Stage);
        Assert.Equal(1, report.Counts.Repaired);
    }

    [Fact]
    public async Task Blobs_that_come_meanwhile_are_left_to_the_next_check()
    {
        await UploadAsync("first");
        var later = 0;
        Store.BeforeFind = async _ => await UploadAsync($"later {later++}");

        var report = await CheckAsync();

        // Those of the same millisecond may be looked at. Without an end it would be a hundred, and then the message is full.
        Assert.InRange(report.Counts.Blobs, 1, 50);
    }

    [Fact]
    public async Task A_store_that_is_down_ends_the_check_and_is_no_finding()
    {
        await UploadAsync("text");
        Store.FailingReads = 2;
        Store.IsDown = true;

        await Assert.ThrowsAsync<BlobStoreException>(() => CheckAsync(Verifying).AsTask());

        Assert.Empty(Heard.Findings);
    }

    [Fact]
    public async Task An_object_without_a_row_is_found_and_left_alone()
    {
        var orphan = await PublishUnnamedAsync("other");

        await CheckAsync();

        Assert.Equal([new ConsistencyFinding(ConsistencyFindingKind.Orphan) { Key = orphan, Name = orphan.ToString(), ActualLength = 7 }], Heard.Findings);
        Assert.Equal([orphan], Host.Memory.Published);
    }

    [Fact]
    public async Task An_object_under_another_tenant_than_its_row_is_an_orphan()
    {
        var attachment = await UploadAsync("text");
        var copy = new BlobKey(TenantId.Parse("tenant-2"), attachment.Blob);
        Host.Memory.Damage(copy, "text"u8);

        await CheckAsync();

        Assert.Equal([copy], Heard.Findings.Select(finding => finding.Key));
    }

    [Fact]
    public async Task A_stray_is_no_finding_and_overdue_ones_are_counted()
    {
        var attachment = await UploadAsync("infected");
        await RemoveAsInfectedAsync(attachment);

        Assert.Equal(0, (await CheckAsync()).OverdueStrays);
        Host.Clock.Advance(TimeSpan.FromDays(2));
        var report = await CheckAsync();

        Assert.True(report.IsConsistent);
        Assert.Equal(1, report.OverdueStrays);
    }

    [Fact]
    public async Task An_infected_blob_whose_bytes_are_gone_is_no_finding()
    {
        var attachment = await UploadAsync("infected");
        await RemoveAsInfectedAsync(attachment);
        await Host.Memory.DeleteAsync(attachment.Key, Token);
        await ForgetStrayAsync(attachment.Key);

        Assert.True((await CheckAsync(Verifying)).IsConsistent);
    }

    [Fact]
    public async Task An_infected_blob_whose_bytes_nobody_removes_any_more_is_found_and_repaired()
    {
        var attachment = await UploadAsync("infected");
        await RemoveAsInfectedAsync(attachment);
        await ForgetStrayAsync(attachment.Key);

        await CheckAsync();
        Assert.Equal([ConsistencyFindingKind.RemovedBytes], Heard.Kinds);
        Assert.Single(Host.Memory.Published);

        await CheckAsync(Repairing);
        Assert.Empty(Host.Memory.Published);
        Assert.True((await CheckAsync()).IsConsistent);
    }

    [Fact]
    public async Task Only_a_staging_that_is_older_than_the_grace_is_found()
    {
        var old = new BlobKey(TenantId.Parse("tenant-1"), new BlobId(Guid.CreateVersion7()));
        Host.Memory.AbandonStaging(old, Encoding.UTF8.GetBytes("old"));
        Host.Clock.Advance(TimeSpan.FromDays(1));
        Host.Memory.AbandonStaging(old with { Blob = new BlobId(Guid.CreateVersion7()) }, Encoding.UTF8.GetBytes("young"));

        var report = await CheckAsync();

        Assert.Equal([new ConsistencyFinding(ConsistencyFindingKind.AbandonedStaging) { Key = old, Name = old.ToString() }], Heard.Findings);
        Assert.Equal(2, report.Counts.Stagings);
        Assert.Equal(2, Host.Memory.Staged.Count);
    }

    [Fact]
    public async Task A_repair_deletes_what_nobody_names_and_leaves_everything_else()
    {
        var kept = await UploadAsync("kept");
        var lost = await UploadAsync("lost");
        await Host.Memory.DeleteAsync(lost.Key, Token);
        await PublishUnnamedAsync();
        Host.Memory.AbandonStaging(new BlobKey(kept.Tenant, new BlobId(Guid.CreateVersion7())), [1]);
        Host.Clock.Advance(TimeSpan.FromDays(1));
        Store.Foreign.Add(new StoredObject("lost+found", null, 0));

        var report = await CheckAsync(Repairing);

        Assert.Equal(
            [
                (ConsistencyFindingKind.MissingBytes, false), (ConsistencyFindingKind.Orphan, true),
                (ConsistencyFindingKind.ForeignObject, false), (ConsistencyFindingKind.AbandonedStaging, true),
            ],
            Heard.Findings.Select(finding => (finding.Kind, finding.IsRepaired)));
        Assert.Equal(4, report.Counts.Findings);
        Assert.Equal(2, report.Counts.Repaired);
        Assert.Equal([kept.Key], Host.Memory.Published);
        Assert.Empty(Host.Memory.Staged);
    }

    [Fact]
    public async Task A_staging_that_a_live_writer_holds_is_never_dropped()
    {
        await using var writer = await Host.Memory.BeginWriteAsync(new BlobKey(TenantId.Parse("tenant-1"), new BlobId(Guid.CreateVersion7())), null, Token);
        await writer.WriteAsync(new byte[1], Token);
        Host.Clock.Advance(TimeSpan.FromDays(1));

        await CheckAsync(Repairing);

        Assert.False(Assert.Single(Heard.Findings).IsRepaired);
        await writer.CommitAsync(Token);
    }

    [Fact]
    public async Task A_repair_deletes_no_more_than_it_may()
    {
        for (var i = 0; i < 5; i++)
            await PublishUnnamedAsync();

        await CheckAsync(Repairing with { MaxDeletions = 2 });

        Assert.Equal(5, Heard.Findings.Count);
        Assert.Equal(2, Heard.Findings.Count(finding => finding.IsRepaired));
        Assert.Equal(3, Host.Memory.Published.Count);
    }
}
