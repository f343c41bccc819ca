using Attachments.Persistence;
using Attachments.Scanning;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    private static readonly SealRules Strict = new(RefusePending: true, RefuseUnscannable: true);
    private static readonly SealRules Lax = new(RefusePending: false, RefuseUnscannable: false);

    [Fact]
    public async Task A_sealed_message_takes_neither_known_nor_unknown_bytes()
    {
        await AttachedAsync(New(message: 2, content: 1));
        await Seals.SealAsync(Tenant, Message(1), Lax, Token);

        Assert.Equal(AttachStatus.MessageSealed, (await Attachments.AttachOrReserveAsync(New(content: 1), TimeSpan.Zero, Token)).Status);
        Assert.Equal(AttachStatus.MessageSealed, (await Attachments.AttachOrReserveAsync(New(content: 2), TimeSpan.Zero, Token)).Status);
        Assert.Empty(await ClaimAsync());
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_message_that_is_sealed_while_the_bytes_are_published_takes_no_attachment()
    {
        var attachment = New();
        await Attachments.AttachOrReserveAsync(attachment, TimeSpan.Zero, Token);
        await Seals.SealAsync(Tenant, Message(1), Lax, Token);

        Assert.Equal(AttachStatus.MessageSealed, (await Attachments.AttachNewAsync(attachment, Token)).Status);
        Assert.Empty(await ListAsync());
        Assert.Equal([attachment.OwnBlob], await ClaimAsync());
    }

    [Fact]
    public async Task A_message_that_is_deleted_while_the_bytes_are_published_takes_no_attachment()
    {
        var attachment = New();
        await Attachments.AttachOrReserveAsync(attachment, TimeSpan.Zero, Token);
        await Seals.MarkDeletedAsync(Tenant, Message(1), Token);

        Assert.Equal(AttachStatus.MessageDeleted, (await Attachments.AttachNewAsync(attachment, Token)).Status);
        Assert.Equal([attachment.OwnBlob], await ClaimAsync());
    }

    [Fact]
    public async Task An_attachment_made_before_the_seal_is_found_by_a_repeated_try()
    {
        var attachment = New();
        var made = await AttachedAsync(attachment);
        await Seals.SealAsync(Tenant, Message(1), Lax, Token);

        var repeated = await Attachments.AttachNewAsync(attachment, Token);

        Assert.Equal(AttachStatus.Attached, repeated.Status);
        Assert.Equal(made, repeated.Attachment);
    }

    [Fact]
    public async Task A_seal_holds_for_its_own_tenant_s_message_alone()
    {
        await Seals.SealAsync(Tenant, Message(1), Lax, Token);
        await Seals.MarkDeletedAsync(Tenant, Message(2), Token);

        Assert.Equal(AttachStatus.Attached, (await UploadAsync(New(message: 3))).Status);
        Assert.Equal(AttachStatus.Attached, (await UploadAsync(New(message: 1, tenant: OtherTenant))).Status);
        Assert.Equal(AttachStatus.Attached, (await UploadAsync(New(message: 2, tenant: OtherTenant))).Status);
    }

    [Fact]
    public async Task SealAsync_counts_the_attachments()
    {
        await AttachedAsync(New(content: 1));
        await AttachedAsync(New(content: 2));

        Assert.Equal(new SealOutcome(MessageSeal.Sealed, 2, null), await Seals.SealAsync(Tenant, Message(1), Lax, Token));
    }

    [Fact]
    public async Task Sealing_twice_succeeds()
    {
        await Seals.SealAsync(Tenant, Message(1), Lax, Token);

        Assert.Equal(new SealOutcome(MessageSeal.Sealed, 0, null), await Seals.SealAsync(Tenant, Message(1), Lax, Token));
    }

    [Theory]
    [InlineData(ScanStatus.Pending, true, true, ScanStatus.Pending)]
    [InlineData(ScanStatus.Pending, false, true, null)]
    [InlineData(ScanStatus.Unscannable, true, true, ScanStatus.Unscannable)]
    [InlineData(ScanStatus.Unscannable, true, false, null)]
    [InlineData(ScanStatus.Infected, false, false, ScanStatus.Infected)]
    [InlineData(ScanStatus.Safe, true, true, null)]
    public async Task SealAsync_refuses_as_the_rules_say(ScanStatus verdict, bool refusePending, bool refuseUnscannable, ScanStatus? refused)
    {
        var made = await AttachedAsync(New());
        await SetVerdictAsync(made.Key, verdict);

        var outcome = await Seals.SealAsync(Tenant, Message(1), new SealRules(refusePending, refuseUnscannable), Token);

        Assert.Equal(new SealOutcome(refused is null ? MessageSeal.Sealed : MessageSeal.None, 1, refused), outcome);
    }

    [Fact]
    public async Task SealAsync_tells_the_worst_verdict()
    {
        await AttachedAsync(New(content: 1));
        await SetVerdictAsync((await AttachedAsync(New(content: 2))).Key, ScanStatus.Unscannable);
        Assert.Equal(ScanStatus.Unscannable, (await Seals.SealAsync(Tenant, Message(1), Strict, Token)).Refused);

        await SetVerdictAsync((await AttachedAsync(New(content: 3))).Key, ScanStatus.Infected);
        Assert.Equal(ScanStatus.Infected, (await Seals.SealAsync(Tenant, Message(1), Strict, Token)).Refused);
    }

    [Fact]
    public async Task A_refused_seal_leaves_the_message_open()
    {
        await AttachedAsync(New(content: 1));
        await Seals.SealAsync(Tenant, Message(1), Strict, Token);

        Assert.Equal(MessageSeal.None, (await Attachments.ReadMessageAsync(Tenant, Message(1), Token)).Seal);
        Assert.Equal(AttachStatus.Attached, (await UploadAsync(New(content: 2))).Status);
    }

    [Fact]
    public async Task Another_message_s_verdict_does_not_stand_in_the_way()
    {
        await SetVerdictAsync((await AttachedAsync(New(message: 2))).Key, ScanStatus.Infected);

        Assert.Equal(MessageSeal.Sealed, (await Seals.SealAsync(Tenant, Message(1), Strict, Token)).Seal);
    }

    [Fact]
    public async Task ReopenAsync_opens_a_sealed_message()
    {
        await Seals.SealAsync(Tenant, Message(1), Lax, Token);

        await Seals.ReopenAsync(Tenant, Message(1), Token);

        Assert.Equal(AttachStatus.Attached, (await UploadAsync(New())).Status);
    }

    [Fact]
    public async Task ReopenAsync_leaves_a_deleted_message_closed()
    {
        await Seals.MarkDeletedAsync(Tenant, Message(1), Token);

        await Seals.ReopenAsync(Tenant, Message(1), Token);

        Assert.Equal(AttachStatus.MessageDeleted, (await UploadAsync(New())).Status);
    }

    [Fact]
    public async Task A_sealed_message_can_be_deleted()
    {
        await Seals.SealAsync(Tenant, Message(1), Lax, Token);

        await Seals.MarkDeletedAsync(Tenant, Message(1), Token);

        Assert.Equal(MessageSeal.Deleted, (await Attachments.ReadMessageAsync(Tenant, Message(1), Token)).Seal);
    }

    [Fact]
    public async Task A_deleted_message_stays_deleted_when_it_is_sealed()
    {
        await Seals.MarkDeletedAsync(Tenant, Message(1), Token);

        Assert.Equal(MessageSeal.Deleted, (await Seals.SealAsync(Tenant, Message(1), Lax, Token)).Seal);
    }

    [Fact]
    public async Task ForgetDeletedAsync_forgets_old_deletions_and_no_seals()
    {
        await Seals.SealAsync(Tenant, Message(1), Lax, Token);
        await Seals.MarkDeletedAsync(Tenant, Message(2), Token);

        Assert.Equal(0, await Seals.ForgetDeletedAsync(Long, 10, Token));
        Assert.Equal(1, await Seals.ForgetDeletedAsync(TimeSpan.Zero, 10, Token));

        Assert.Equal(MessageSeal.Sealed, (await Attachments.ReadMessageAsync(Tenant, Message(1), Token)).Seal);
        Assert.Equal(MessageSeal.None, (await Attachments.ReadMessageAsync(Tenant, Message(2), Token)).Seal);
    }

    [Fact]
    public async Task ForgetDeletedAsync_keeps_its_limit()
    {
        for (var message = 1; message <= 3; message++)
            await Seals.MarkDeletedAsync(Tenant, Message(message), Token);

        Assert.Equal(2, await Seals.ForgetDeletedAsync(TimeSpan.Zero, 2, Token));
        Assert.Equal(1, await Seals.ForgetDeletedAsync(TimeSpan.Zero, 2, Token));
    }
}
