using Attachments.Persistence;
using Attachments.Scanning;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    [Fact]
    public async Task AttachOrReserve_refuses_unknown_bytes_when_the_message_is_full()
    {
        await AttachedAsync(New(content: 1, limit: 2));
        await AttachedAsync(New(content: 2, limit: 2));

        var outcome = await Attachments.AttachOrReserveAsync(New(content: 3, limit: 2), TimeSpan.Zero, Token);

        Assert.Equal(AttachStatus.MessageFull, outcome.Status);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task AttachOrReserve_refuses_known_bytes_when_the_message_is_full()
    {
        await AttachedAsync(New(message: 1, content: 1));
        await AttachedAsync(New(message: 2, content: 2));

        var outcome = await Attachments.AttachOrReserveAsync(New(message: 2, content: 1, limit: 1), Long, Token);

        Assert.Equal(AttachStatus.MessageFull, outcome.Status);
        Assert.Single(await ListAsync(2));
    }

    [Fact]
    public async Task AttachNew_refuses_when_the_message_has_filled_meanwhile()
    {
        var late = New(content: 1, limit: 1);
        await Attachments.AttachOrReserveAsync(late, Long, Token);
        await AttachedAsync(New(content: 2, limit: 1));

        var outcome = await Attachments.AttachNewAsync(late, Token);

        Assert.Equal(AttachStatus.MessageFull, outcome.Status);
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task A_duplicate_in_a_full_message_is_a_duplicate()
    {
        await AttachedAsync(New(limit: 1));

        var outcome = await Attachments.AttachOrReserveAsync(New(limit: 1), Long, Token);

        Assert.Equal(AttachStatus.Duplicate, outcome.Status);
    }

    [Fact]
    public async Task The_limit_is_counted_per_message_and_tenant()
    {
        await AttachedAsync(New(message: 1, content: 1, limit: 1));

        Assert.Equal(AttachStatus.Attached, (await UploadAsync(New(message: 2, content: 2, limit: 1))).Status);
        Assert.Equal(AttachStatus.Attached, (await UploadAsync(New(message: 1, content: 2, tenant: OtherTenant, limit: 1))).Status);
    }

    [Fact]
    public async Task Bytes_known_to_be_infected_are_refused_in_another_message()
    {
        var first = await AttachedAsync(New(message: 1));
        await SetVerdictAsync(first.Key, ScanStatus.Infected);

        var outcome = await Attachments.AttachOrReserveAsync(New(message: 2), TimeSpan.Zero, Token);

        Assert.Equal(AttachStatus.Infected, outcome.Status);
        Assert.Empty(await ListAsync(2));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Bytes_known_to_be_infected_are_refused_in_the_message_that_has_them()
    {
        var first = await AttachedAsync(New());
        await SetVerdictAsync(first.Key, ScanStatus.Infected);

        var outcome = await Attachments.AttachOrReserveAsync(New(), Long, Token);

        Assert.Equal(AttachStatus.Infected, outcome.Status);
        Assert.Null(outcome.Attachment);
    }

    [Fact]
    public async Task AttachNew_refuses_when_the_blob_that_came_first_is_infected()
    {
        var late = New(message: 1);
        await Attachments.AttachOrReserveAsync(late, Long, Token);
        var first = await AttachedAsync(New(message: 2));
        await SetVerdictAsync(first.Key, ScanStatus.Infected);

        Assert.Equal(AttachStatus.Infected, (await Attachments.AttachNewAsync(late, Token)).Status);
    }

    [Theory]
    [InlineData(true, AttachStatus.Unscannable)]
    [InlineData(false, AttachStatus.Attached)]
    public async Task Bytes_known_to_be_unscannable_are_refused_where_such_are_not_wanted(bool refuse, AttachStatus expected)
    {
        var first = await AttachedAsync(New(message: 1));
        await SetVerdictAsync(first.Key, ScanStatus.Unscannable);

        var outcome = await Attachments.AttachOrReserveAsync(New(message: 2) with { RefuseUnscannable = refuse }, TimeSpan.Zero, Token);

        Assert.Equal(expected, outcome.Status);
        Assert.Equal(refuse ? 0 : 1, (await ListAsync(2)).Count);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Bytes_known_to_be_unscannable_are_refused_in_the_message_that_has_them()
    {
        var first = await AttachedAsync(New());
        await SetVerdictAsync(first.Key, ScanStatus.Unscannable);

        var outcome = await Attachments.AttachOrReserveAsync(New() with { RefuseUnscannable = true }, Long, Token);

        Assert.Equal(AttachStatus.Unscannable, outcome.Status);
        Assert.Null(outcome.Attachment);
    }

    [Fact]
    public async Task AttachNew_refuses_when_the_blob_that_came_first_is_unscannable()
    {
        var late = New(message: 1) with { RefuseUnscannable = true };
        await Attachments.AttachOrReserveAsync(late, Long, Token);
        var first = await AttachedAsync(New(message: 2));
        await SetVerdictAsync(first.Key, ScanStatus.Unscannable);

        Assert.Equal(AttachStatus.Unscannable, (await Attachments.AttachNewAsync(late, Token)).Status);
    }
}
