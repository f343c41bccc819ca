using Attachments.Persistence;
using Attachments.Scanning;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    [Fact]
    public async Task A_blob_begins_with_the_verdict_of_its_upload()
    {
        var made = await AttachedAsync(New() with { Verdict = Safe });

        Assert.Equal(ScanStatus.Safe, made.ScanStatus);
        Assert.Null(await Scans.ClaimAsync(made.Key, Long, Token));
        Assert.Equal(1, await RescheduleAsync(new RescanRules(null, "signatures 8")));
    }

    [Fact]
    public async Task A_pending_blob_gets_the_verdict_of_the_next_upload()
    {
        var first = await AttachedAsync(New(message: 1));

        var second = await AttachedAsync(New(message: 2) with { Verdict = Safe });

        Assert.Equal(ScanStatus.Safe, second.ScanStatus);
        Assert.Equal(ScanStatus.Safe, (await Attachments.FindAsync(Tenant, first.Id, Token))!.ScanStatus);
        Assert.Empty(await Scans.ClaimDueAsync(10, Long, Token));
        Assert.Equal(1, await RescheduleAsync(new RescanRules(null, "signatures 8")));
    }

    [Fact]
    public async Task A_pending_blob_that_came_first_gets_the_verdict_of_the_upload_that_came_second()
    {
        var late = New(message: 1) with { Verdict = Safe };
        await Attachments.AttachOrReserveAsync(late, Long, Token);
        var first = await AttachedAsync(New(message: 2));

        var outcome = await Attachments.AttachNewAsync(late, Token);

        Assert.Equal(first.Blob, outcome.Attachment!.Blob);
        Assert.Equal(ScanStatus.Safe, outcome.Attachment.ScanStatus);
        Assert.Equal(ScanStatus.Safe, (await Attachments.FindAsync(Tenant, first.Id, Token))!.ScanStatus);
    }

    [Fact]
    public async Task A_scan_under_way_is_late_when_an_upload_has_brought_the_verdict()
    {
        var claim = await ClaimedAsync(New(message: 1));
        await AttachedAsync(New(message: 2) with { Verdict = Safe });

        Assert.Null(await Scans.RecordAsync(claim, new BlobVerdict(ScanStatus.Unscannable, "engine"), InfectedContent.Remove, Token));
        Assert.False(await Scans.PostponeAsync(claim, TimeSpan.Zero, counts: true, Token));
        Assert.Equal(ScanStatus.Safe, Assert.Single(await ListAsync(1)).ScanStatus);
    }

    [Theory]
    [InlineData(ScanStatus.Safe)]
    [InlineData(ScanStatus.Unscannable)]
    public async Task A_blob_with_a_verdict_keeps_it_whatever_an_upload_brings(ScanStatus before)
    {
        var first = await AttachedAsync(New(message: 1));
        await SetVerdictAsync(first.Key, before);

        var second = await AttachedAsync(New(message: 2) with { Verdict = Safe });

        Assert.Equal(before, second.ScanStatus);
    }

    [Fact]
    public async Task An_upload_s_verdict_says_nothing_of_another_tenant_s_bytes()
    {
        var theirs = await AttachedAsync(New(tenant: OtherTenant));

        await AttachedAsync(New() with { Verdict = Safe });

        Assert.Equal(ScanStatus.Pending, (await Attachments.FindAsync(OtherTenant, theirs.Id, Token))!.ScanStatus);
    }

    [Fact]
    public async Task An_upload_without_a_verdict_leaves_the_claim_of_a_scan_under_way()
    {
        var claim = await ClaimedAsync(New(message: 1));
        await AttachedAsync(New(message: 2));

        Assert.NotNull(await Scans.RecordAsync(claim, Safe, InfectedContent.Remove, Token));
    }
}
