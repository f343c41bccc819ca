using Attachments.Access;
using Attachments.Content;
using Attachments.Persistence;
using Attachments.Scanning;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    [Fact]
    public async Task AttachOrReserve_reserves_the_own_key_when_the_tenant_does_not_have_the_bytes()
    {
        var outcome = await Attachments.AttachOrReserveAsync(New(), Long, Token);

        Assert.Equal(AttachStatus.Reserved, outcome.Status);
    }

    [Fact]
    public async Task A_reservation_is_not_an_attachment()
    {
        await Attachments.AttachOrReserveAsync(New(), Long, Token);

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task AttachNew_makes_an_attachment_of_the_own_blob()
    {
        var attachment = New();
        await Attachments.AttachOrReserveAsync(attachment, Long, Token);

        var outcome = await Attachments.AttachNewAsync(attachment, Token);

        Assert.Equal(AttachStatus.Attached, outcome.Status);
        Assert.Equal(attachment.OwnBlob, outcome.Attachment!.Key);
        Assert.False(outcome.InDoubt);
    }

    [Fact]
    public async Task An_attachment_is_read_as_it_was_made()
    {
        var attachment = New() with { ContentEncoding = ContentEncoding.Base64, FileName = "żółć \"файл\" 🎉.pdf", Verdict = new BlobVerdict(ScanStatus.Safe) };

        var made = await AttachedAsync(attachment);
        var read = await Attachments.FindAsync(Tenant, attachment.Id, Token);

        Assert.Equal(made, read);
        Assert.Equal(attachment.Id, read!.Id);
        Assert.Equal(Tenant, read.Tenant);
        Assert.Equal(attachment.Message, read.Message);
        Assert.Equal(attachment.Owner, read.Owner);
        Assert.Equal(attachment.UploadedBy, read.UploadedBy);
        Assert.Equal(attachment.FileName, read.FileName);
        Assert.Equal(attachment.ContentType, read.ContentType);
        Assert.Equal(ContentEncoding.Base64, read.ContentEncoding);
        Assert.Equal(attachment.Digest, read.Digest);
        Assert.Equal(attachment.Length, read.Length);
        Assert.Equal(ScanStatus.Safe, read.ScanStatus);
        Assert.Equal(TimeSpan.Zero, read.UploadedAt.Offset);
    }

    [Fact]
    public async Task An_attachment_made_anew_leaves_no_stray()
    {
        await Attachments.AttachOrReserveAsync(New(content: 2), TimeSpan.Zero, Token);
        var attachment = New();
        await Attachments.AttachOrReserveAsync(attachment, TimeSpan.Zero, Token);
        await Attachments.AttachNewAsync(attachment, Token);

        var strays = await ClaimAsync();

        Assert.DoesNotContain(attachment.OwnBlob, strays);
        Assert.Single(strays);
    }

    [Fact]
    public async Task AttachNew_repeated_gives_the_same_attachment()
    {
        var attachment = New();
        var first = await AttachedAsync(attachment);

        var second = await Attachments.AttachNewAsync(attachment, Token);

        Assert.Equal(AttachStatus.Attached, second.Status);
        Assert.Equal(first, second.Attachment);
    }

    [Fact]
    public async Task AttachOrReserve_repeated_keeps_the_reservation()
    {
        var attachment = New();
        await Attachments.AttachOrReserveAsync(attachment, Long, Token);

        var second = await Attachments.AttachOrReserveAsync(attachment, Long, Token);

        Assert.Equal(AttachStatus.Reserved, second.Status);
        Assert.Equal(AttachStatus.Attached, (await Attachments.AttachNewAsync(attachment, Token)).Status);
    }

    [Fact]
    public async Task The_same_bytes_in_the_same_message_give_the_existing_attachment()
    {
        var first = await AttachedAsync(New());

        var second = await Attachments.AttachOrReserveAsync(New() with { FileName = "other.txt" }, Long, Token);

        Assert.Equal(AttachStatus.Duplicate, second.Status);
        Assert.Equal(first, second.Attachment);
    }

    [Fact]
    public async Task The_same_bytes_in_another_message_share_the_blob()
    {
        var first = await AttachedAsync(New(message: 1));

        var second = await Attachments.AttachOrReserveAsync(New(message: 2), Long, Token);

        Assert.Equal(AttachStatus.Attached, second.Status);
        Assert.NotEqual(first.Id, second.Attachment!.Id);
        Assert.Equal(first.Blob, second.Attachment.Blob);
    }

    [Fact]
    public async Task The_same_bytes_of_another_tenant_are_not_known()
    {
        await AttachedAsync(New());

        var other = await Attachments.AttachOrReserveAsync(New(tenant: OtherTenant), Long, Token);

        Assert.Equal(AttachStatus.Reserved, other.Status);
    }

    [Fact]
    public async Task AttachNew_attaches_to_the_blob_that_came_first()
    {
        var late = New(message: 1);
        await Attachments.AttachOrReserveAsync(late, Long, Token);
        var first = await AttachedAsync(New(message: 2));

        var outcome = await Attachments.AttachNewAsync(late, Token);

        Assert.Equal(AttachStatus.Attached, outcome.Status);
        Assert.Equal(first.Blob, outcome.Attachment!.Blob);
    }

    [Fact]
    public async Task AttachNew_says_duplicate_when_the_same_message_got_the_bytes_meanwhile()
    {
        var late = New();
        await Attachments.AttachOrReserveAsync(late, Long, Token);
        var first = await AttachedAsync(New());

        var outcome = await Attachments.AttachNewAsync(late, Token);

        Assert.Equal(AttachStatus.Duplicate, outcome.Status);
        Assert.Equal(first, outcome.Attachment);
    }

    [Fact]
    public async Task The_own_key_stays_a_stray_when_another_blob_came_first()
    {
        var late = New(message: 1);
        await Attachments.AttachOrReserveAsync(late, TimeSpan.Zero, Token);
        await AttachedAsync(New(message: 2));
        await Attachments.AttachNewAsync(late, Token);

        Assert.Equal([late.OwnBlob], await ClaimAsync());
    }

    [Fact]
    public async Task A_new_blob_begins_with_the_verdict_that_it_was_given()
    {
        var made = await AttachedAsync(New() with { Verdict = new BlobVerdict(ScanStatus.Safe) });

        Assert.Equal(ScanStatus.Safe, made.ScanStatus);
    }

    [Fact]
    public async Task A_verdict_shows_in_every_attachment_of_the_blob()
    {
        var first = await AttachedAsync(New(message: 1));
        var second = await AttachedAsync(New(message: 2));

        await SetVerdictAsync(first.Key, ScanStatus.Unscannable);

        Assert.Equal(ScanStatus.Unscannable, (await Attachments.FindAsync(Tenant, second.Id, Token))!.ScanStatus);
    }

    [Fact]
    public async Task A_message_of_the_same_id_belongs_to_its_own_tenant()
    {
        var mine = await AttachedAsync(New());
        var theirs = await AttachedAsync(New(tenant: OtherTenant));

        Assert.Equal([mine], await ListAsync());
        Assert.Equal([theirs], await ListAsync(tenant: OtherTenant));
        Assert.NotEqual(mine.Blob, theirs.Blob);
    }

    [Fact]
    public async Task ReassignOneAsync_gives_one_attachment_away_from_the_owner_that_was_named()
    {
        var mine = await AttachedAsync(New(message: 1, content: 1));
        var other = await AttachedAsync(New(message: 1, content: 2));
        var (first, second) = (UserId.Parse("first-owner"), UserId.Parse("second-owner"));

        Assert.False(await Attachments.ReassignOneAsync(OtherTenant, mine.Id, mine.Owner, first, Token));
        Assert.True(await Attachments.ReassignOneAsync(Tenant, mine.Id, mine.Owner, first, Token));
        Assert.False(await Attachments.ReassignOneAsync(Tenant, mine.Id, mine.Owner, second, Token));

        Assert.Equal(first, (await Attachments.FindAsync(Tenant, mine.Id, Token))!.Owner);
        Assert.Equal(other, await Attachments.FindAsync(Tenant, other.Id, Token));
    }

    [Fact]
    public async Task ReassignAsync_gives_the_message_s_attachments_to_the_new_owner_and_no_others()
    {
        var mine = await AttachedAsync(New(message: 1, content: 1));
        await AttachedAsync(New(message: 1, content: 2));
        var other = await AttachedAsync(New(message: 2));
        var theirs = await AttachedAsync(New(message: 1, tenant: OtherTenant));

        Assert.Equal(2, await Attachments.ReassignAsync(Tenant, Message(1), UserId.Parse("new-owner"), Token));

        var reassigned = await Attachments.FindAsync(Tenant, mine.Id, Token);
        Assert.Equal(UserId.Parse("new-owner"), reassigned!.Owner);
        Assert.Equal(mine.UploadedBy, reassigned.UploadedBy);
        Assert.Equal(other, await Attachments.FindAsync(Tenant, other.Id, Token));
        Assert.Equal(theirs, await Attachments.FindAsync(OtherTenant, theirs.Id, Token));
    }
}
