using Attachments.Scanning;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    [Fact]
    public async Task A_postponed_blob_is_due_after_the_delay()
    {
        var claim = await ClaimedAsync(New());

        Assert.True(await Scans.PostponeAsync(claim, Long, counts: true, Token));
        Assert.Empty(await Scans.ClaimDueAsync(10, Long, Token));
        Assert.False(await Scans.PostponeAsync(claim, TimeSpan.Zero, counts: true, Token));
    }

    [Fact]
    public async Task A_try_that_counts_is_one_of_the_attempts()
    {
        var claim = await ClaimedAsync(New());
        await Scans.PostponeAsync(claim, TimeSpan.Zero, counts: true, Token);

        Assert.Equal(2, (await Scans.ClaimAsync(claim.Blob, Long, Token))!.Attempt);
    }

    [Fact]
    public async Task A_try_that_does_not_count_gives_its_attempt_back()
    {
        var claim = await ClaimedAsync(New());
        await Scans.PostponeAsync(claim, TimeSpan.Zero, counts: false, Token);

        Assert.Equal(1, (await Scans.ClaimAsync(claim.Blob, Long, Token))!.Attempt);
    }

    [Fact]
    public async Task A_claim_that_was_taken_over_postpones_nothing()
    {
        var first = await ClaimedAsync(New(), TimeSpan.Zero);
        var second = await Scans.ClaimAsync(first.Blob, Long, Token);

        Assert.False(await Scans.PostponeAsync(first, TimeSpan.Zero, counts: false, Token));
        Assert.Empty(await Scans.ClaimDueAsync(10, Long, Token));
        Assert.NotNull(await Scans.RecordAsync(second!, Safe, InfectedContent.Remove, Token));
    }

    [Fact]
    public async Task A_postponed_claim_records_nothing()
    {
        var claim = await ClaimedAsync(New());
        await Scans.PostponeAsync(claim, TimeSpan.Zero, counts: true, Token);

        Assert.Null(await Scans.RecordAsync(claim, Safe, InfectedContent.Remove, Token));
    }
}
