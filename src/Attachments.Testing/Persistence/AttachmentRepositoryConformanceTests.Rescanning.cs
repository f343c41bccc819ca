using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    private static readonly RescanRules NewSignatures = new(null, "signatures 8");

    [Fact]
    public async Task A_safe_blob_of_other_signatures_is_due_again()
    {
        var made = await AttachedAsync(New() with { Verdict = Safe });

        Assert.Equal(1, await RescheduleAsync(NewSignatures));

        var claim = Assert.Single(await Scans.ClaimDueAsync(10, Long, Token));
        Assert.Equal(new ScanClaim(made.Key, claim.Token, made.Digest, made.Length, 1, ScanStatus.Safe), claim);
    }

    [Fact]
    public async Task A_blob_stays_safe_until_the_new_verdict_is_in()
    {
        var made = await AttachedAsync(New() with { Verdict = Safe });
        await RescheduleAsync(NewSignatures);
        var claim = await Scans.ClaimAsync(made.Key, Long, Token);

        Assert.Equal(ScanStatus.Safe, (await Attachments.FindAsync(Tenant, made.Id, Token))!.ScanStatus);
        var recorded = await Scans.RecordAsync(claim!, Infected with { SignatureVersion = "signatures 8" }, InfectedContent.Remove, Token);
        Assert.Equal(made.Id, Assert.Single(recorded!.Attachments).Attachment);
        Assert.Equal(ScanStatus.Infected, (await Attachments.FindAsync(Tenant, made.Id, Token))!.ScanStatus);
    }

    [Fact]
    public async Task A_rescan_begins_with_the_first_attempt()
    {
        var claim = await ClaimedAsync(New(), TimeSpan.Zero);
        claim = (await Scans.ClaimAsync(claim.Blob, Long, Token))!;
        await Scans.RecordAsync(claim, Safe, InfectedContent.Remove, Token);

        await RescheduleAsync(NewSignatures);

        Assert.Equal(1, (await Scans.ClaimAsync(claim.Blob, Long, Token))!.Attempt);
    }

    [Fact]
    public async Task A_blob_of_the_same_signatures_is_left_alone()
    {
        await AttachedAsync(New() with { Verdict = Safe });

        Assert.Equal(0, await RescheduleAsync(new RescanRules(null, Safe.SignatureVersion)));
        Assert.Empty(await Scans.ClaimDueAsync(10, Long, Token));
    }

    [Fact]
    public async Task A_verdict_of_no_signatures_is_not_of_these()
    {
        await AttachedAsync(New() with { Verdict = Safe with { SignatureVersion = null } });

        Assert.Equal(1, await RescheduleAsync(NewSignatures));
    }

    [Fact]
    public async Task A_safe_blob_whose_verdict_has_aged_is_due_again()
    {
        await AttachedAsync(New() with { Verdict = Safe });

        Assert.Equal(0, await RescheduleAsync(new RescanRules(Long, null)));
        Assert.Equal(1, await RescheduleAsync(new RescanRules(TimeSpan.Zero, null)));
    }

    [Fact]
    public async Task Either_rule_is_enough()
    {
        await AttachedAsync(New(content: 1) with { Verdict = Safe });
        Assert.Equal(1, await RescheduleAsync(new RescanRules(Long, "signatures 8")));

        await AttachedAsync(New(content: 2) with { Verdict = Safe });
        Assert.Equal(1, await RescheduleAsync(new RescanRules(TimeSpan.Zero, Safe.SignatureVersion)));
    }

    [Fact]
    public async Task Without_a_rule_nothing_is_due()
    {
        await AttachedAsync(New() with { Verdict = Safe });

        Assert.Equal(0, await RescheduleAsync(default));
    }

    [Fact]
    public async Task A_person_s_verdict_is_never_old()
    {
        await AttachedAsync(New() with { Verdict = new BlobVerdict(ScanStatus.Safe, Detail: "by hand") });

        Assert.Equal(0, await RescheduleAsync(new RescanRules(TimeSpan.Zero, "signatures 8")));
    }

    [Fact]
    public async Task Only_safe_blobs_are_scanned_again()
    {
        await AttachedAsync(New(content: 1));
        await AttachedAsync(New(content: 2) with { Verdict = new BlobVerdict(ScanStatus.Unscannable, "engine") });
        await RemoveAsync(await AttachedAsync(New(content: 3)));

        Assert.Equal(0, await RescheduleAsync(new RescanRules(TimeSpan.Zero, "signatures 8")));
    }

    [Fact]
    public async Task A_blob_that_is_due_or_claimed_is_not_scheduled_again()
    {
        await AttachedAsync(New() with { Verdict = Safe });
        await RescheduleAsync(NewSignatures);

        Assert.Equal(0, await RescheduleAsync(NewSignatures));
        var claim = Assert.Single(await Scans.ClaimDueAsync(10, Long, Token));
        Assert.Equal(0, await RescheduleAsync(NewSignatures));
        Assert.NotNull(await Scans.RecordAsync(claim, Safe with { SignatureVersion = "signatures 8" }, InfectedContent.Remove, Token));
        Assert.Equal(0, await RescheduleAsync(NewSignatures));
    }

    [Fact]
    public async Task Rescans_are_scheduled_page_by_page()
    {
        for (var content = 1; content <= 5; content++)
            await AttachedAsync(New(content: content) with { Verdict = content == 2 ? null : Safe });

        var pages = new List<RescanPage>();
        BlobId? last = null;
        do
        {
            var page = await Scans.ScheduleRescansAsync(last, 2, NewSignatures, Token);
            pages.Add(page);
            last = page.Last;
        }
        while (last is not null && pages.Count < 100);

        Assert.Equal(3, pages.Count);
        Assert.Equal(4, pages.Sum(page => page.Scheduled));
        Assert.Equal(5, (await Scans.ClaimDueAsync(10, Long, Token)).Count);
    }

    [Fact]
    public async Task A_verdict_that_was_postponed_is_still_due_for_its_rescan()
    {
        var made = await AttachedAsync(New() with { Verdict = Safe });
        await RescheduleAsync(NewSignatures);
        var claim = await Scans.ClaimAsync(made.Key, Long, Token);

        Assert.True(await Scans.PostponeAsync(claim!, TimeSpan.Zero, counts: true, Token));

        var again = await Scans.ClaimAsync(made.Key, Long, Token);
        Assert.Equal((2, ScanStatus.Safe), (again!.Attempt, again.Status));
    }
}
