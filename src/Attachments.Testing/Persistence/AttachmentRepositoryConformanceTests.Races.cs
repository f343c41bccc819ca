using Attachments.Persistence;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    private const int Uploads = 32;

    [Fact]
    public async Task Identical_uploads_into_one_message_at_once_give_one_row_and_one_blob()
    {
        var outcomes = await AtOnceAsync(Uploads, _ => UploadAsync(New()));

        Assert.Single(outcomes, outcome => outcome.Status == AttachStatus.Attached);
        Assert.Equal(Uploads - 1, outcomes.Count(outcome => outcome.Status == AttachStatus.Duplicate));
        Assert.Single(outcomes.Select(outcome => outcome.Attachment!.Blob).Distinct());
        Assert.Single(await ListAsync());
        Assert.Equal(1, await CountBlobsAsync());
    }

    [Fact]
    public async Task Identical_uploads_into_many_messages_at_once_give_one_blob()
    {
        var outcomes = await AtOnceAsync(Uploads, i => UploadAsync(New(message: i + 1)));

        Assert.All(outcomes, outcome => Assert.Equal(AttachStatus.Attached, outcome.Status));
        Assert.Single(outcomes.Select(outcome => outcome.Attachment!.Blob).Distinct());
        Assert.Equal(1, await CountBlobsAsync());
    }

    [Fact]
    public async Task Uploads_into_one_message_at_once_never_pass_the_limit()
    {
        var outcomes = await AtOnceAsync(40, i => UploadAsync(New(content: i, limit: 20)));

        Assert.Equal(20, outcomes.Count(outcome => outcome.Status == AttachStatus.Attached));
        Assert.Equal(20, outcomes.Count(outcome => outcome.Status == AttachStatus.MessageFull));
        Assert.Equal(20, (await ListAsync()).Count);
        Assert.Equal(20, await CountBlobsAsync());
    }

    [Fact]
    public async Task Known_bytes_attached_to_one_message_at_once_never_pass_the_limit()
    {
        for (var content = 1; content <= 40; content++)
            await AttachedAsync(New(message: 2, content: content, limit: 100));

        var outcomes = await AtOnceAsync(40, i => UploadAsync(New(content: i + 1, limit: 20)));

        Assert.Equal(20, outcomes.Count(outcome => outcome.Status == AttachStatus.Attached));
        Assert.Equal(20, (await ListAsync()).Count);
    }

    [Fact]
    public async Task An_upload_that_races_the_delete_of_the_same_bytes_keeps_its_blob()
    {
        for (var round = 0; round < 15; round++)
        {
            var first = await AttachedAsync(New(message: 1, content: round));

            var condemned = new List<BlobKey>();
            var outcomes = await AtOnceAsync(8, async i =>
            {
                if (i != 0)
                    return await UploadAsync(New(message: i + 1, content: round));

                condemned.AddRange((await DeleteAsync(first)).Condemned);
                return null;
            });

            Assert.All(outcomes.OfType<AttachOutcome>(), outcome => Assert.Equal(AttachStatus.Attached, outcome.Status));
            Assert.All(outcomes.OfType<AttachOutcome>(), outcome => Assert.DoesNotContain(outcome.Attachment!.Key, condemned));
            Assert.Single(outcomes.OfType<AttachOutcome>().Select(outcome => outcome.Attachment!.Blob).Distinct());
        }
    }

    [Fact]
    public async Task Deletes_of_the_last_attachments_at_once_condemn_the_blob_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var attachments = new List<Attachment>();
            for (var message = 1; message <= 6; message++)
                attachments.Add(await AttachedAsync(New(message: message, content: round)));

            var outcomes = await AtOnceAsync(12, i => DeleteAsync(attachments[i % 6]).AsTask());

            Assert.Equal(6, outcomes.Sum(outcome => outcome.Deleted));
            Assert.Equal([attachments[0].Key], outcomes.SelectMany(outcome => outcome.Condemned));
        }
    }

    [Fact]
    public async Task Nothing_is_attached_after_a_seal_that_races_uploads()
    {
        for (var round = 1; round <= 10; round++)
        {
            var message = round;
            var counted = -1L;
            await AtOnceAsync(9, async i =>
            {
                if (i != 4)
                    return (await UploadAsync(New(message: message, content: i))).Status;

                counted = (await Seals.SealAsync(Tenant, Message(message), Lax, Token)).AttachmentCount;
                return AttachStatus.MessageSealed;
            });

            Assert.Equal(counted, (await ListAsync(message)).Count);
        }
    }

    [Fact]
    public async Task Nothing_is_left_of_a_message_whose_deletion_races_uploads()
    {
        for (var round = 1; round <= 10; round++)
        {
            var message = round;
            await AtOnceAsync(9, async i =>
            {
                if (i != 4)
                    return (await UploadAsync(New(message: message, content: i))).Status;

                await Seals.MarkDeletedAsync(Tenant, Message(message), Token);
                await Attachments.DeleteAsync(Tenant, await Attachments.FindReferencesAsync(Tenant, Message(message), 100, Token), Long, Token);
                return AttachStatus.MessageDeleted;
            });

            Assert.Empty(await ListAsync(message));
        }
    }

    [Fact]
    public async Task Sweepers_at_once_share_the_strays_between_them()
    {
        for (var content = 0; content < 40; content++)
            await Attachments.AttachOrReserveAsync(New(content: content), TimeSpan.Zero, Token);

        var claims = await AtOnceAsync(8, _ => ClaimAsync(limit: 10).AsTask());

        var claimed = claims.SelectMany(claim => claim).ToList();
        Assert.Equal(claimed.Count, claimed.Distinct().Count());
        Assert.All(claims, claim => Assert.True(claim.Count <= 10));
    }

    [Fact]
    public async Task A_sweeper_and_an_upload_never_both_have_the_key()
    {
        for (var round = 0; round < 20; round++)
        {
            var attachment = New(content: round);
            await Attachments.AttachOrReserveAsync(attachment, TimeSpan.Zero, Token);

            var claimed = new List<BlobKey>();
            var outcomes = await AtOnceAsync(2, async i =>
            {
                if (i == 0)
                    return await Attachments.AttachNewAsync(attachment, Token);

                claimed.AddRange(await ClaimAsync());
                return null;
            });

            var isAttached = outcomes[0]!.Status == AttachStatus.Attached;
            Assert.NotEqual(isAttached, claimed.Contains(attachment.OwnBlob));
        }
    }

    [Fact]
    public async Task The_walk_that_races_uploads_condemns_no_blob_that_they_attach_to()
    {
        for (var round = 0; round < 15; round++)
        {
            await AttachedAsync(New(message: 1, content: round));
            await CascadeAsync(Tenant, Message(1));

            var condemned = new List<BlobKey>();
            var outcomes = await AtOnceAsync(6, async i =>
            {
                if (i != 0)
                    return await UploadAsync(New(message: i + 1, content: round));

                condemned.AddRange((await Blobs.CondemnUnreferencedAsync(null, 1000, Long, Token)).Condemned);
                return null;
            });

            Assert.All(outcomes.OfType<AttachOutcome>(), outcome => Assert.Equal(AttachStatus.Attached, outcome.Status));
            Assert.All(outcomes.OfType<AttachOutcome>(), outcome => Assert.DoesNotContain(outcome.Attachment!.Key, condemned));
            for (var message = 2; message <= 6; message++)
                await CascadeAsync(Tenant, Message(message));
        }
    }

    // The walk says how many blobs there are: as many pages of one as it takes to come to the end, less the last, which is empty.
    private async Task<int> CountBlobsAsync()
    {
        var count = 0;
        var page = await Blobs.CondemnUnreferencedAsync(null, 1, Long, Token);
        while (page.Last is not null)
        {
            count++;
            page = await Blobs.CondemnUnreferencedAsync(page.Last, 1, Long, Token);
        }

        return count;
    }
}
