using Attachments.Persistence;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    [Fact]
    public async Task AttachNew_without_a_reservation_is_refused()
    {
        var outcome = await Attachments.AttachNewAsync(New(), Token);

        Assert.Equal(AttachStatus.ReservationLost, outcome.Status);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_reservation_that_the_sweeper_claimed_is_lost()
    {
        var attachment = New();
        await Attachments.AttachOrReserveAsync(attachment, TimeSpan.Zero, Token);
        Assert.Equal([attachment.OwnBlob], await ClaimAsync());

        var outcome = await Attachments.AttachNewAsync(attachment, Token);

        Assert.Equal(AttachStatus.ReservationLost, outcome.Status);
    }

    [Fact]
    public async Task A_reservation_that_was_swept_is_lost_for_its_bytes_but_not_for_those_of_another()
    {
        var attachment = New(message: 1);
        await Attachments.AttachOrReserveAsync(attachment, TimeSpan.Zero, Token);
        await Blobs.ForgetStraysAsync(await ClaimAsync(), Token);
        var other = await AttachedAsync(New(message: 2));

        var outcome = await Attachments.AttachNewAsync(attachment, Token);

        Assert.Equal(AttachStatus.Attached, outcome.Status);
        Assert.Equal(other.Blob, outcome.Attachment!.Blob);
    }

    [Fact]
    public async Task A_renewed_reservation_is_not_claimed()
    {
        var attachment = New();
        await Attachments.AttachOrReserveAsync(attachment, TimeSpan.Zero, Token);

        Assert.True(await Attachments.RenewReservationAsync(attachment.OwnBlob, Long, Token));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_claimed_reservation_is_not_renewed()
    {
        var attachment = New();
        await Attachments.AttachOrReserveAsync(attachment, TimeSpan.Zero, Token);
        await ClaimAsync();

        Assert.False(await Attachments.RenewReservationAsync(attachment.OwnBlob, Long, Token));
    }

    [Fact]
    public async Task A_reservation_of_another_tenant_is_not_renewed()
    {
        var attachment = New();
        await Attachments.AttachOrReserveAsync(attachment, Long, Token);

        Assert.False(await Attachments.RenewReservationAsync(attachment.OwnBlob with { Tenant = OtherTenant }, Long, Token));
    }
}
