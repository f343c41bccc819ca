using Attachments.Persistence;
using Attachments.Storage;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    [Fact]
    public async Task DeleteAsync_deletes_the_attachment()
    {
        var made = await AttachedAsync(New());

        Assert.Equal(1, (await DeleteAsync(made)).Deleted);
        Assert.Null(await Attachments.FindAsync(Tenant, made.Id, Token));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task DeleteAsync_condemns_the_blob_with_its_last_attachment()
    {
        var made = await AttachedAsync(New());

        Assert.Equal([made.Key], (await DeleteAsync(made)).Condemned);
    }

    [Fact]
    public async Task DeleteAsync_leaves_a_blob_that_another_attachment_names()
    {
        var first = await AttachedAsync(New(message: 1));
        var second = await AttachedAsync(New(message: 2));

        Assert.Empty((await DeleteAsync(first)).Condemned);
        Assert.Equal(second, await Attachments.FindAsync(Tenant, second.Id, Token));
        Assert.Equal([second.Key], (await DeleteAsync(second)).Condemned);
    }

    [Fact]
    public async Task DeleteAsync_of_what_is_gone_deletes_nothing()
    {
        var made = await AttachedAsync(New());
        await DeleteAsync(made);

        var outcome = await DeleteAsync(made);

        Assert.Equal(0, outcome.Deleted);
        Assert.Empty(outcome.Condemned);
    }

    [Fact]
    public async Task DeleteAsync_does_not_delete_another_tenant_s_attachment()
    {
        var made = await AttachedAsync(New());

        var outcome = await Attachments.DeleteAsync(OtherTenant, [new AttachmentReference(made.Id, made.Blob)], Long, Token);

        Assert.Equal(0, outcome.Deleted);
        Assert.Empty(outcome.Condemned);
        Assert.NotNull(await Attachments.FindAsync(Tenant, made.Id, Token));
    }

    [Fact]
    public async Task DeleteAsync_of_nothing_does_nothing()
    {
        var outcome = await Attachments.DeleteAsync(Tenant, [], Long, Token);

        Assert.Equal(0, outcome.Deleted);
        Assert.Empty(outcome.Condemned);
    }

    [Fact]
    public async Task DeleteAsync_deletes_many_at_once()
    {
        var kept = await AttachedAsync(New(message: 2, content: 1));
        var attachments = new List<Attachment>();
        for (var content = 1; content <= 5; content++)
            attachments.Add(await AttachedAsync(New(content: content)));

        var outcome = await Attachments.DeleteAsync(Tenant, attachments.ConvertAll(made => new AttachmentReference(made.Id, made.Blob)), Long, Token);

        Assert.Equal(5, outcome.Deleted);
        Assert.Equivalent(attachments.Where(made => made.Blob != kept.Blob).Select(made => made.Key), outcome.Condemned, strict: true);
    }

    [Fact]
    public async Task Condemned_bytes_come_to_the_sweeper_when_the_lease_is_over()
    {
        var made = await AttachedAsync(New());
        await DeleteAsync(made, TimeSpan.Zero);

        Assert.Equal([made.Key], await ClaimAsync());
    }

    [Fact]
    public async Task Condemned_bytes_are_left_to_their_deleter_during_the_lease()
    {
        await DeleteAsync(await AttachedAsync(New()), Long);

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Deleted_bytes_are_unknown_again()
    {
        var made = await AttachedAsync(New());
        await DeleteAsync(made);

        var outcome = await Attachments.AttachOrReserveAsync(New(), Long, Token);

        Assert.Equal(AttachStatus.Reserved, outcome.Status);
    }

    [Fact]
    public async Task Deleting_makes_room_in_a_full_message()
    {
        await DeleteAsync(await AttachedAsync(New(content: 1, limit: 1)));

        Assert.Equal(AttachStatus.Attached, (await UploadAsync(New(content: 2, limit: 1))).Status);
    }

    [Fact]
    public async Task A_sealed_message_s_attachments_can_be_deleted()
    {
        var made = await AttachedAsync(New());
        await Seals.SealAsync(Tenant, Message(1), new SealRules(false, false), Token);

        Assert.Equal(1, (await DeleteAsync(made)).Deleted);
    }

    [Fact]
    public async Task A_claim_excludes_others_during_its_lease()
    {
        await Attachments.AttachOrReserveAsync(New(), TimeSpan.Zero, Token);

        Assert.Single(await ClaimAsync());
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_claim_that_is_over_can_be_taken_over()
    {
        var attachment = New();
        await Attachments.AttachOrReserveAsync(attachment, TimeSpan.Zero, Token);
        await Blobs.ClaimStraysAsync(10, TimeSpan.Zero, Token);

        Assert.Equal([attachment.OwnBlob], await ClaimAsync());
    }

    [Fact]
    public async Task ClaimStraysAsync_keeps_its_limit_and_comes_to_all()
    {
        for (var content = 1; content <= 5; content++)
            await Attachments.AttachOrReserveAsync(New(content: content), TimeSpan.Zero, Token);

        var first = await ClaimAsync(limit: 3);
        var second = await ClaimAsync(limit: 3);

        Assert.Equal(3, first.Count);
        Assert.Equal(2, second.Count);
        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public async Task ForgetStraysAsync_forgets_for_good()
    {
        await Attachments.AttachOrReserveAsync(New(), TimeSpan.Zero, Token);
        var claimed = await Blobs.ClaimStraysAsync(10, TimeSpan.Zero, Token);

        await Blobs.ForgetStraysAsync(claimed, Token);
        await Blobs.ForgetStraysAsync(claimed, Token);
        await Blobs.ForgetStraysAsync([], Token);

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task The_walk_condemns_blobs_that_a_cascade_left()
    {
        var lost = await AttachedAsync(New(message: 1, content: 1));
        await AttachedAsync(New(message: 1, content: 2));
        var kept = await AttachedAsync(New(message: 2, content: 2));
        await CascadeAsync(Tenant, Message(1));

        var page = await Blobs.CondemnUnreferencedAsync(null, 1000, TimeSpan.Zero, Token);

        Assert.Null(page.Last);
        Assert.Equal([lost.Key], page.Condemned);
        Assert.Equal([lost.Key], await ClaimAsync());
        Assert.Equal(kept, await Attachments.FindAsync(Tenant, kept.Id, Token));
        Assert.Equal(AttachStatus.Reserved, (await Attachments.AttachOrReserveAsync(New(content: 1), Long, Token)).Status);
    }

    [Fact]
    public async Task The_walk_comes_to_the_end_page_by_page()
    {
        var lost = new HashSet<BlobKey>();
        for (var content = 1; content <= 7; content++)
            lost.Add((await AttachedAsync(New(message: content <= 5 ? 1 : 2, content: content))).Key);
        await CascadeAsync(Tenant, Message(1));
        await CascadeAsync(Tenant, Message(2));

        var condemned = new List<BlobKey>();
        BlobId? last = null;
        var pages = 0;
        do
        {
            var page = await Blobs.CondemnUnreferencedAsync(last, 2, Long, Token);
            condemned.AddRange(page.Condemned);
            last = page.Last;
            pages++;
        }
        while (last is not null && pages < 100);

        Assert.Equal(7, condemned.Count);
        Assert.Equal(lost, condemned.ToHashSet());
    }

    [Fact]
    public async Task The_walk_leaves_reservations_alone()
    {
        var attachment = New();
        await Attachments.AttachOrReserveAsync(attachment, Long, Token);

        Assert.Empty((await Blobs.CondemnUnreferencedAsync(null, 1000, Long, Token)).Condemned);
        Assert.Equal(AttachStatus.Attached, (await Attachments.AttachNewAsync(attachment, Token)).Status);
    }
}
