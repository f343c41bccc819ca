using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Scanning;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    [Fact]
    public async Task Infected_bytes_that_are_removed_become_a_stray_that_is_due_at_once()
    {
        var claim = await ClaimedAsync(New());

        var recorded = await Scans.RecordAsync(claim, Infected, InfectedContent.Remove, Token);

        Assert.Equal(BlobContentState.Removed, recorded!.Content);
        Assert.Equal([claim.Blob], await ClaimAsync());
    }

    [Fact]
    public async Task Infected_bytes_that_are_quarantined_become_no_stray()
    {
        var claim = await ClaimedAsync(New());

        var recorded = await Scans.RecordAsync(claim, Infected, InfectedContent.Quarantine, Token);

        Assert.Equal(BlobContentState.Quarantined, recorded!.Content);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task An_infected_verdict_names_every_attachment_of_the_blob_by_owner()
    {
        var zoe = await AttachedAsync(New(message: 1) with { Owner = UserId.Parse("zoe") });
        var adam = await AttachedAsync(New(message: 2) with { Owner = UserId.Parse("adam"), FileName = "other.txt" });
        await AttachedAsync(New(message: 3, content: 2));
        await AttachedAsync(New(message: 1, tenant: OtherTenant));
        var claim = await Scans.ClaimAsync(zoe.Key, Long, Token);

        var recorded = await Scans.RecordAsync(claim!, Infected, InfectedContent.Remove, Token);

        Assert.Equal(
            [new AffectedAttachment(adam.Id, Message(2), adam.Owner, "other.txt"), new AffectedAttachment(zoe.Id, Message(1), zoe.Owner, "file-1.txt")],
            recorded!.Attachments);
    }

    [Theory]
    [InlineData(InfectedContent.Remove)]
    [InlineData(InfectedContent.Quarantine)]
    public async Task Infected_bytes_are_refused_from_the_verdict_on(InfectedContent infected)
    {
        var made = await AttachedAsync(New(message: 1));
        var claim = await Scans.ClaimAsync(made.Key, Long, Token);

        await Scans.RecordAsync(claim!, Infected, infected, Token);

        Assert.Equal(ScanStatus.Infected, (await Attachments.FindAsync(Tenant, made.Id, Token))!.ScanStatus);
        Assert.Equal(AttachStatus.Infected, (await Attachments.AttachOrReserveAsync(New(message: 2), Long, Token)).Status);
        Assert.Equal(ScanStatus.Infected, (await Seals.SealAsync(Tenant, Message(1), new SealRules(false, false), Token)).Refused);
    }

    [Fact]
    public async Task Another_tenant_s_bytes_stay_what_they_were()
    {
        var claim = await ClaimedAsync(New());
        var theirs = await AttachedAsync(New(tenant: OtherTenant));

        await Scans.RecordAsync(claim, Infected, InfectedContent.Remove, Token);

        Assert.Equal(ScanStatus.Pending, (await Attachments.FindAsync(OtherTenant, theirs.Id, Token))!.ScanStatus);
        Assert.Equal(AttachStatus.Attached, (await UploadAsync(New(message: 2, tenant: OtherTenant))).Status);
        Assert.Equal([theirs.Key], (await Scans.ClaimDueAsync(10, Long, Token)).Select(found => found.Blob));
    }

    [Fact]
    public async Task Removed_bytes_stay_known_until_the_last_attachment_goes()
    {
        var first = await AttachedAsync(New(message: 1));
        var second = await AttachedAsync(New(message: 2));
        await RemoveAsync(first);

        Assert.Empty((await DeleteAsync(first)).Condemned);
        Assert.Equal(AttachStatus.Infected, (await Attachments.AttachOrReserveAsync(New(message: 3), Long, Token)).Status);

        Assert.Equal([first.Key], (await DeleteAsync(second)).Condemned);
        Assert.Equal(AttachStatus.Reserved, (await Attachments.AttachOrReserveAsync(New(message: 3), Long, Token)).Status);
    }

    [Fact]
    public async Task The_stray_of_removed_bytes_leaves_with_its_bytes_and_the_blob_stays()
    {
        var made = await AttachedAsync(New());
        var claim = await Scans.ClaimAsync(made.Key, Long, Token);
        await Scans.RecordAsync(claim!, Infected, InfectedContent.Remove, Token);

        await Blobs.ForgetStraysAsync(await Blobs.ClaimStraysAsync(10, TimeSpan.Zero, Token), Token);

        Assert.Empty(await ClaimAsync());
        Assert.Empty((await Blobs.CondemnUnreferencedAsync(null, 100, Long, Token)).Condemned);
        Assert.Equal(ScanStatus.Infected, (await Attachments.FindAsync(Tenant, made.Id, Token))!.ScanStatus);
    }

    [Fact]
    public async Task A_blob_whose_bytes_are_about_to_be_removed_can_lose_its_last_attachment()
    {
        var made = await AttachedAsync(New());
        var claim = await Scans.ClaimAsync(made.Key, Long, Token);
        await Scans.RecordAsync(claim!, Infected, InfectedContent.Remove, Token);

        Assert.Equal([made.Key], (await DeleteAsync(made, TimeSpan.Zero)).Condemned);
        Assert.Equal([made.Key], await ClaimAsync());
        Assert.Equal(AttachStatus.Reserved, (await Attachments.AttachOrReserveAsync(New(), Long, Token)).Status);
    }

    [Fact]
    public async Task The_walk_condemns_a_removed_blob_that_a_cascade_left()
    {
        var made = await AttachedAsync(New());
        await RemoveAsync(made);
        await CascadeAsync(Tenant, Message(1));

        Assert.Equal([made.Key], (await Blobs.CondemnUnreferencedAsync(null, 100, Long, Token)).Condemned);
    }

    [Fact]
    public async Task RecordInfectedAsync_condemns_known_bytes_whoever_has_claimed_them()
    {
        var made = await AttachedAsync(New());
        var claim = await Scans.ClaimAsync(made.Key, Long, Token);

        var recorded = await Scans.RecordInfectedAsync(Tenant, made.Digest, Infected, InfectedContent.Remove, Token);

        Assert.Equal(made.Key, recorded!.Blob);
        Assert.Equal(BlobContentState.Removed, recorded.Content);
        Assert.Equal(made.Id, Assert.Single(recorded.Attachments).Attachment);
        Assert.Equal([made.Key], await ClaimAsync());
        Assert.Null(await Scans.RecordAsync(claim!, Safe, InfectedContent.Remove, Token));
        Assert.Equal(ScanStatus.Infected, (await Attachments.FindAsync(Tenant, made.Id, Token))!.ScanStatus);
        Assert.Empty(await Scans.ClaimDueAsync(10, Long, Token));
    }

    [Theory]
    [InlineData(ScanStatus.Safe)]
    [InlineData(ScanStatus.Unscannable)]
    public async Task RecordInfectedAsync_condemns_known_bytes_whatever_was_said_of_them_before(ScanStatus before)
    {
        var made = await AttachedAsync(New());
        await SetVerdictAsync(made.Key, before);

        var recorded = await Scans.RecordInfectedAsync(Tenant, made.Digest, Infected, InfectedContent.Quarantine, Token);

        Assert.Equal(BlobContentState.Quarantined, recorded!.Content);
        Assert.Equal(ScanStatus.Infected, (await Attachments.FindAsync(Tenant, made.Id, Token))!.ScanStatus);
    }

    [Theory]
    [InlineData(InfectedContent.Remove)]
    [InlineData(InfectedContent.Quarantine)]
    public async Task RecordInfectedAsync_of_bytes_known_as_infected_changes_nothing(InfectedContent again)
    {
        var made = await AttachedAsync(New());
        await SetVerdictAsync(made.Key, ScanStatus.Infected);

        Assert.Null(await Scans.RecordInfectedAsync(Tenant, made.Digest, Infected, again, Token));
        Assert.Single(await Quarantine.ListAsync(Tenant, null, 10, Token));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task RecordInfectedAsync_of_bytes_that_the_tenant_does_not_have_changes_nothing()
    {
        var made = await AttachedAsync(New());

        Assert.Null(await Scans.RecordInfectedAsync(OtherTenant, made.Digest, Infected, InfectedContent.Remove, Token));
        Assert.Null(await Scans.RecordInfectedAsync(Tenant, ContentDigest.Of("others"u8), Infected, InfectedContent.Remove, Token));
        Assert.Equal(ScanStatus.Pending, (await Attachments.FindAsync(Tenant, made.Id, Token))!.ScanStatus);
        Assert.Empty(await ClaimAsync());
    }

    [Theory]
    [InlineData(ScanStatus.Pending)]
    [InlineData(ScanStatus.Safe)]
    [InlineData(ScanStatus.Infected)]
    [InlineData(ScanStatus.Unscannable)]
    public async Task FindStatusAsync_tells_what_was_said_of_the_tenant_s_bytes(ScanStatus status)
    {
        var attachment = await AttachedAsync(New());
        await SetVerdictAsync(attachment.Key, status);

        Assert.Equal(status, await Scans.FindStatusAsync(Tenant, attachment.Digest, Token));
        Assert.Null(await Scans.FindStatusAsync(OtherTenant, attachment.Digest, Token));
        Assert.Null(await Scans.FindStatusAsync(Tenant, New(content: 2).Digest, Token));
    }

    [Fact]
    public async Task RecordInfectedAsync_takes_no_other_verdict() => await Assert.ThrowsAnyAsync<ArgumentException>(
        () => Scans.RecordInfectedAsync(Tenant, ContentDigest.Of("bytes"u8), Safe, InfectedContent.Remove, Token).AsTask());

    [Fact]
    public async Task Infected_bytes_are_neither_attached_nor_reserved()
    {
        var attachment = New() with { Verdict = Infected };

        Assert.Equal(AttachStatus.Infected, (await Attachments.AttachOrReserveAsync(attachment, TimeSpan.Zero, Token)).Status);
        Assert.Equal(AttachStatus.Infected, (await Attachments.AttachNewAsync(attachment, Token)).Status);
        Assert.Empty(await ListAsync());
        Assert.Empty(await ClaimAsync());
    }

    // As the library does: the bytes are deleted, and the stray forgotten.
    private async Task RemoveAsync(Attachment attachment)
    {
        var claim = await Scans.ClaimAsync(attachment.Key, Long, Token);
        var recorded = await Scans.RecordAsync(claim!, Infected, InfectedContent.Remove, Token);
        await Blobs.ForgetStraysAsync([recorded!.Blob], Token);
    }

    private async Task<int> RescheduleAsync(RescanRules rules) => (await Scans.ScheduleRescansAsync(null, 1000, rules, Token)).Scheduled;
}
