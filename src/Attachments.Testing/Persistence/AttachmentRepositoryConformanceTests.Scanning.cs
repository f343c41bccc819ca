using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    private static readonly BlobVerdict Safe = new(ScanStatus.Safe, "engine 1.0", "signatures 7");

    private static readonly BlobVerdict Infected = new(ScanStatus.Infected, "engine 1.0", "signatures 7", "Eicar");

    [Fact]
    public async Task A_new_blob_can_be_claimed()
    {
        var made = await AttachedAsync(New());

        var claim = await Scans.ClaimAsync(made.Key, Long, Token);

        Assert.Equal(new ScanClaim(made.Key, claim!.Token, made.Digest, made.Length, 1, ScanStatus.Pending), claim);
    }

    [Fact]
    public async Task Every_claim_has_a_token_of_its_own()
    {
        var first = await ClaimedAsync(New(), TimeSpan.Zero);
        var second = await Scans.ClaimAsync(first.Blob, Long, Token);

        Assert.NotEqual(first.Token, second!.Token);
    }

    [Fact]
    public async Task ClaimDueAsync_claims_blobs_of_every_tenant()
    {
        var mine = await AttachedAsync(New());
        var theirs = await AttachedAsync(New(tenant: OtherTenant));

        var claims = await Scans.ClaimDueAsync(10, Long, Token);

        Assert.Equivalent(new[] { (mine.Key, mine.Digest, mine.Length, 1), (theirs.Key, theirs.Digest, theirs.Length, 1) },
            claims.Select(claim => (claim.Blob, claim.Digest, claim.Length, claim.Attempt)), strict: true);
    }

    [Fact]
    public async Task A_claimed_blob_is_not_claimed_again_while_the_claim_lasts()
    {
        var claim = await ClaimedAsync(New());

        Assert.Null(await Scans.ClaimAsync(claim.Blob, Long, Token));
        Assert.Empty(await Scans.ClaimDueAsync(10, Long, Token));
    }

    [Fact]
    public async Task A_claim_that_ran_out_is_taken_over()
    {
        var first = await ClaimedAsync(New(), TimeSpan.Zero);

        var second = Assert.Single(await Scans.ClaimDueAsync(10, TimeSpan.Zero, Token));
        var third = await Scans.ClaimAsync(first.Blob, Long, Token);

        Assert.Equal([1, 2, 3], [first.Attempt, second.Attempt, third!.Attempt]);
    }

    [Fact]
    public async Task ClaimAsync_of_another_tenant_s_blob_claims_nothing()
    {
        var made = await AttachedAsync(New());

        Assert.Null(await Scans.ClaimAsync(new BlobKey(OtherTenant, made.Blob), Long, Token));
        Assert.NotNull(await Scans.ClaimAsync(made.Key, Long, Token));
    }

    [Fact]
    public async Task ClaimAsync_of_a_blob_that_is_gone_claims_nothing()
    {
        var made = await AttachedAsync(New());
        await DeleteAsync(made);

        Assert.Null(await Scans.ClaimAsync(made.Key, Long, Token));
        Assert.Empty(await Scans.ClaimDueAsync(10, Long, Token));
    }

    [Fact]
    public async Task A_reservation_is_not_claimed()
    {
        await Attachments.AttachOrReserveAsync(New(), Long, Token);

        Assert.Empty(await Scans.ClaimDueAsync(10, Long, Token));
    }

    [Fact]
    public async Task ClaimDueAsync_keeps_its_limit_and_comes_to_all()
    {
        for (var content = 1; content <= 5; content++)
            await AttachedAsync(New(content: content));

        var first = await Scans.ClaimDueAsync(3, Long, Token);
        var second = await Scans.ClaimDueAsync(3, Long, Token);

        Assert.Equal(3, first.Count);
        Assert.Equal(2, second.Count);
        Assert.Equal(5, first.Concat(second).Select(claim => claim.Blob).Distinct().Count());
    }

    [Fact]
    public async Task ClaimDueAsync_begins_with_those_due_for_longest()
    {
        var (oldest, newest) = await TwoDueAsync();

        Assert.Equal(oldest, Assert.Single(await Scans.ClaimDueAsync(1, Long, Token)).Blob);
        Assert.Equal(newest, Assert.Single(await Scans.ClaimDueAsync(1, Long, Token)).Blob);
    }

    [Fact]
    public async Task ClaimNewestDueAsync_begins_with_those_that_became_due_last()
    {
        var (oldest, newest) = await TwoDueAsync();

        Assert.Equal(newest, Assert.Single(await Scans.ClaimNewestDueAsync(1, Long, Token)).Blob);
        Assert.Equal(oldest, Assert.Single(await Scans.ClaimNewestDueAsync(10, Long, Token)).Blob);
        Assert.Empty(await Scans.ClaimNewestDueAsync(10, Long, Token));
    }

    [Theory]
    [InlineData(ScanStatus.Safe)]
    [InlineData(ScanStatus.Unscannable)]
    public async Task RecordAsync_gives_every_attachment_of_the_blob_the_verdict(ScanStatus status)
    {
        var first = await AttachedAsync(New(message: 1));
        var second = await AttachedAsync(New(message: 2));
        var claim = await Scans.ClaimAsync(first.Key, Long, Token);

        var recorded = await Scans.RecordAsync(claim!, new BlobVerdict(status, "engine"), InfectedContent.Remove, Token);

        Assert.Equal(first.Key, recorded!.Blob);
        Assert.Equal(BlobContentState.Stored, recorded.Content);
        Assert.Empty(recorded.Attachments);
        Assert.Equal(status, (await Attachments.FindAsync(Tenant, first.Id, Token))!.ScanStatus);
        Assert.Equal(status, (await Attachments.FindAsync(Tenant, second.Id, Token))!.ScanStatus);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_blob_with_a_verdict_is_not_due()
    {
        var claim = await ClaimedAsync(New(), TimeSpan.Zero);
        await Scans.RecordAsync(claim, Safe, InfectedContent.Remove, Token);

        Assert.Null(await Scans.ClaimAsync(claim.Blob, Long, Token));
        Assert.Empty(await Scans.ClaimDueAsync(10, Long, Token));
        Assert.Null(await Scans.ReadQueueAgeAsync(Token));
    }

    [Fact]
    public async Task A_claim_that_ran_out_records_while_nobody_has_taken_over()
    {
        var claim = await ClaimedAsync(New(), TimeSpan.Zero);

        Assert.NotNull(await Scans.RecordAsync(claim, Safe, InfectedContent.Remove, Token));
    }

    [Theory]
    [InlineData(ScanStatus.Safe)]
    [InlineData(ScanStatus.Infected)]
    public async Task A_claim_that_was_taken_over_records_nothing(ScanStatus late)
    {
        var made = await AttachedAsync(New());
        var first = await Scans.ClaimAsync(made.Key, TimeSpan.Zero, Token);
        var second = await Scans.ClaimAsync(made.Key, Long, Token);

        Assert.Null(await Scans.RecordAsync(first!, new BlobVerdict(late, "engine"), InfectedContent.Remove, Token));
        Assert.Equal(ScanStatus.Pending, (await Attachments.FindAsync(Tenant, made.Id, Token))!.ScanStatus);
        Assert.Empty(await ClaimAsync());
        Assert.NotNull(await Scans.RecordAsync(second!, Safe, InfectedContent.Remove, Token));
        Assert.Null(await Scans.RecordAsync(first!, new BlobVerdict(late, "engine"), InfectedContent.Remove, Token));
        Assert.Equal(ScanStatus.Safe, (await Attachments.FindAsync(Tenant, made.Id, Token))!.ScanStatus);
    }

    [Fact]
    public async Task A_claim_records_once()
    {
        var claim = await ClaimedAsync(New());
        await Scans.RecordAsync(claim, Safe, InfectedContent.Remove, Token);

        Assert.Null(await Scans.RecordAsync(claim, Infected, InfectedContent.Remove, Token));
        Assert.False(await Scans.PostponeAsync(claim, TimeSpan.Zero, counts: true, Token));
    }

    [Fact]
    public async Task A_claim_of_a_blob_that_is_gone_records_nothing()
    {
        var made = await AttachedAsync(New());
        var claim = await Scans.ClaimAsync(made.Key, Long, Token);
        await DeleteAsync(made);

        Assert.Null(await Scans.RecordAsync(claim!, Safe, InfectedContent.Remove, Token));
        Assert.Null(await Scans.RecordAsync(claim!, Infected, InfectedContent.Quarantine, Token));
        Assert.False(await Scans.PostponeAsync(claim!, TimeSpan.Zero, counts: true, Token));
    }

    [Fact]
    public async Task A_claim_says_nothing_of_another_tenant_s_blob()
    {
        var claim = await ClaimedAsync(New());
        var forged = claim with { Blob = new BlobKey(OtherTenant, claim.Blob.Blob) };

        Assert.Null(await Scans.RecordAsync(forged, Safe, InfectedContent.Remove, Token));
        Assert.Null(await Scans.RecordAsync(forged, Infected, InfectedContent.Remove, Token));
        Assert.False(await Scans.PostponeAsync(forged, TimeSpan.Zero, counts: true, Token));
        Assert.NotNull(await Scans.RecordAsync(claim, Safe, InfectedContent.Remove, Token));
    }

    [Fact]
    public async Task Pending_is_no_verdict()
    {
        var claim = await ClaimedAsync(New());

        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => Scans.RecordAsync(claim, new BlobVerdict(ScanStatus.Pending), InfectedContent.Remove, Token).AsTask());
    }

    [Fact]
    public async Task A_verdict_of_an_engine_that_speaks_oddly_is_recorded()
    {
        var claim = await ClaimedAsync(New());
        var verdict = new BlobVerdict(ScanStatus.Infected, "engine", "", "Eicar\0\ud83e'; DROP TABLE blobs; --\u202e");

        Assert.NotNull(await Scans.RecordAsync(claim, verdict, InfectedContent.Quarantine, Token));
    }

    [Fact]
    public async Task The_queue_s_age_is_that_of_the_blob_due_for_longest()
    {
        Assert.Null(await Scans.ReadQueueAgeAsync(Token));

        await AttachedAsync(New(content: 1));
        await UntilAsync(async () => await Scans.ReadQueueAgeAsync(Token) >= TimeSpan.FromMilliseconds(20));
        await AttachedAsync(New(content: 2));

        Assert.InRange((await Scans.ReadQueueAgeAsync(Token))!.Value, TimeSpan.FromMilliseconds(20), Long);
    }

    [Fact]
    public async Task Claimed_and_postponed_blobs_are_not_of_the_queue_s_age()
    {
        await ClaimedAsync(New(content: 1));
        await Scans.PostponeAsync(await ClaimedAsync(New(content: 2)), Long, counts: true, Token);

        Assert.Null(await Scans.ReadQueueAgeAsync(Token));
    }

    private async Task<(BlobKey Oldest, BlobKey Newest)> TwoDueAsync()
    {
        var postponed = await ClaimedAsync(New(content: 1));
        var waiting = await AttachedAsync(New(content: 2));
        await UntilAsync(async () => await Scans.ReadQueueAgeAsync(Token) > TimeSpan.FromMilliseconds(1));
        await Scans.PostponeAsync(postponed, TimeSpan.Zero, counts: true, Token);
        return (waiting.Key, postponed.Blob);
    }

    private async Task<ScanClaim> ClaimedAsync(NewAttachment attachment, TimeSpan? lease = null)
    {
        var made = await AttachedAsync(attachment);
        var claim = await Scans.ClaimAsync(made.Key, lease ?? Long, Token);
        Assert.NotNull(claim);
        return claim;
    }

    // The databases' clocks are real.
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            if (await condition())
                return;

            await Task.Delay(5, Token);
        }

        Assert.Fail("The condition was not met in time.");
    }
}
