using System.Collections.Concurrent;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    [Fact]
    public async Task Claimers_at_once_never_share_a_blob()
    {
        const int blobs = 24;
        for (var content = 0; content < blobs; content++)
            await AttachedAsync(New(content: content, limit: blobs));

        // A claim that is handed back makes the next one due, so that the claimers meet again and again.
        var held = new ConcurrentDictionary<BlobKey, Guid>();
        var twice = new ConcurrentQueue<BlobKey>();
        var counts = await AtOnceAsync(12, async i =>
        {
            var claimed = 0;
            for (var round = 0; round < 25; round++)
            {
                foreach (var claim in await Scans.ClaimDueAsync(1 + (i % 4), Long, Token))
                {
                    claimed++;
                    if (!held.TryAdd(claim.Blob, claim.Token))
                        twice.Enqueue(claim.Blob);

                    held.TryRemove(claim.Blob, out _);
                    if (!await Scans.PostponeAsync(claim, TimeSpan.Zero, counts: false, Token))
                        twice.Enqueue(claim.Blob);
                }
            }

            return claimed;
        });

        Assert.Empty(twice);
        Assert.True(counts.Sum() > blobs, "Too few claims to prove anything.");
        Assert.Equal(blobs, (await Scans.ClaimDueAsync(blobs + 1, Long, Token)).Count(claim => claim.Attempt == 1));
    }

    [Fact]
    public async Task Claimers_of_one_blob_at_once_get_it_once()
    {
        for (var round = 0; round < 25; round++)
        {
            var made = await AttachedAsync(New(message: round + 1, content: round));

            var claims = await AtOnceAsync(8, async i => i % 2 == 0
                ? await Scans.ClaimAsync(made.Key, Long, Token)
                : (await Scans.ClaimDueAsync(5, Long, Token)).SingleOrDefault());

            Assert.Single(claims, claim => claim is not null);
        }
    }

    [Fact]
    public async Task Claimers_at_once_keep_their_limits()
    {
        for (var content = 0; content < 30; content++)
            await AttachedAsync(New(content: content, limit: 30));

        var claims = await AtOnceAsync(10, _ => Scans.ClaimDueAsync(2, Long, Token).AsTask());

        Assert.All(claims, claimed => Assert.True(claimed.Count <= 2));
        Assert.Equal(claims.Sum(claimed => claimed.Count), claims.SelectMany(claimed => claimed).Select(claim => claim.Blob).Distinct().Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_attaches_to_bytes_that_turn_out_infected_is_told_or_refused(bool isClaimed)
    {
        for (var round = 0; round < 20; round++)
        {
            var first = await AttachedAsync(New(message: 1, content: round));
            var claim = await Scans.ClaimAsync(first.Key, Long, Token);

            RecordedVerdict? recorded = null;
            var outcomes = await AtOnceAsync(8, async i =>
            {
                if (i != 4)
                    return await Attachments.AttachOrReserveAsync(New(message: i + 2, content: round), Long, Token);

                recorded = isClaimed
                    ? await Scans.RecordAsync(claim!, Infected, InfectedContent.Remove, Token)
                    : await Scans.RecordInfectedAsync(Tenant, first.Digest, Infected, InfectedContent.Remove, Token);
                return new AttachOutcome(AttachStatus.Attached, first);
            });

            Assert.All(outcomes, outcome => Assert.Contains(outcome.Status, new[] { AttachStatus.Attached, AttachStatus.Infected }));
            Assert.Equivalent(
                outcomes.Where(outcome => outcome.Status == AttachStatus.Attached).Select(outcome => outcome.Attachment!.Id),
                recorded!.Attachments.Select(affected => affected.Attachment),
                strict: true);
            for (var message = 1; message <= 9; message++)
                await CascadeAsync(Tenant, Message(message));
        }
    }

    [Theory]
    [InlineData(InfectedContent.Remove)]
    [InlineData(InfectedContent.Quarantine)]
    public async Task Bytes_have_a_row_or_a_stray_when_the_verdict_races_the_last_delete(InfectedContent infected)
    {
        for (var round = 0; round < 20; round++)
        {
            var made = await AttachedAsync(New(content: round));
            var claim = await Scans.ClaimAsync(made.Key, Long, Token);

            RecordedVerdict? recorded = null;
            DeleteOutcome? deleted = null;
            await AtOnceAsync(2, async i =>
            {
                if (i == 0)
                    recorded = await Scans.RecordAsync(claim!, Infected, infected, Token);
                else
                    deleted = await DeleteAsync(made, TimeSpan.Zero);
                return i;
            });

            var quarantined = await Quarantine.ListAsync(Tenant, null, 10, Token);
            var strays = await ClaimAsync();
            Assert.Equal(1, deleted!.Deleted);
            Assert.Equal([made.Key], strays.Concat(quarantined.Select(blob => blob.Blob)));
            Assert.Equal(strays, deleted.Condemned);
            Assert.Equal(quarantined.Count > 0, recorded?.Content == BlobContentState.Quarantined);

            foreach (var blob in quarantined)
                Assert.True(await Quarantine.PurgeAsync(blob.Blob, TimeSpan.Zero, Token));
            await Blobs.ForgetStraysAsync([made.Key], Token);
            Assert.Equal(0, await CountBlobsAsync());
        }
    }

    [Fact]
    public async Task Of_a_verdict_and_a_postponement_of_one_claim_one_wins()
    {
        for (var round = 0; round < 20; round++)
        {
            var claim = await ClaimedAsync(New(message: round + 1, content: round));

            var wins = await AtOnceAsync(4, async i => i % 2 == 0
                ? await Scans.RecordAsync(claim, Safe, InfectedContent.Remove, Token) is not null
                : await Scans.PostponeAsync(claim, TimeSpan.Zero, counts: true, Token));

            Assert.Single(wins, won => won);
        }
    }

    [Fact]
    public async Task Of_a_late_verdict_and_whoever_takes_over_one_wins()
    {
        for (var round = 0; round < 20; round++)
        {
            var late = await ClaimedAsync(New(message: round + 1, content: round), TimeSpan.Zero);

            ScanClaim? taken = null;
            var isRecorded = false;
            await AtOnceAsync(2, async i =>
            {
                if (i == 0)
                    isRecorded = await Scans.RecordAsync(late, Safe, InfectedContent.Remove, Token) is not null;
                else
                    taken = await Scans.ClaimAsync(late.Blob, Long, Token);
                return i;
            });

            Assert.NotEqual(isRecorded, taken is not null);
        }
    }

    [Fact]
    public async Task Uploads_that_bring_a_verdict_race_each_other_and_scans_to_one_verdict()
    {
        for (var round = 0; round < 10; round++)
        {
            var first = await AttachedAsync(New(message: 1, content: round));
            var claim = await Scans.ClaimAsync(first.Key, Long, Token);

            RecordedVerdict? recorded = null;
            var outcomes = await AtOnceAsync(8, async i =>
            {
                if (i != 0)
                    return await UploadAsync(New(message: i + 1, content: round) with { Verdict = i % 2 == 0 ? Safe : null });

                recorded = await Scans.RecordAsync(claim!, new BlobVerdict(ScanStatus.Unscannable, "engine"), InfectedContent.Remove, Token);
                return new AttachOutcome(AttachStatus.Attached, first);
            });

            Assert.All(outcomes, outcome => Assert.Equal(first.Blob, outcome.Attachment!.Blob));
            Assert.Equal(recorded is null ? ScanStatus.Safe : ScanStatus.Unscannable, (await Attachments.FindAsync(Tenant, first.Id, Token))!.ScanStatus);
            for (var message = 1; message <= 8; message++)
                await CascadeAsync(Tenant, Message(message));
            await Blobs.CondemnUnreferencedAsync(null, 100, Long, Token);
        }
    }

    [Fact]
    public async Task A_purge_that_races_the_last_delete_leaves_one_stray_and_no_row()
    {
        for (var round = 0; round < 15; round++)
        {
            var made = await AttachedAsync(New(content: round));
            await QuarantineAsync(made);

            var wins = await AtOnceAsync(3, async i => i == 0
                ? (await DeleteAsync(made, TimeSpan.Zero)).Deleted == 1
                : await Quarantine.PurgeAsync(made.Key, TimeSpan.Zero, Token));

            Assert.True(wins[0]);
            Assert.NotEqual(wins[1], wins[2]);
            Assert.Equal([made.Key], await ClaimAsync());
            await Blobs.ForgetStraysAsync([made.Key], Token);
            Assert.Equal(0, await CountBlobsAsync());
        }
    }
}
