using Attachments.Persistence;
using Xunit;

namespace Attachments.Testing.Persistence;

public abstract partial class AttachmentRepositoryConformanceTests
{
    [Fact]
    public async Task FindAsync_finds_nothing_under_an_unknown_id() =>
        Assert.Null(await Attachments.FindAsync(Tenant, New().Id, Token));

    [Fact]
    public async Task FindAsync_does_not_find_another_tenant_s_attachment()
    {
        var made = await AttachedAsync(New());

        Assert.Null(await Attachments.FindAsync(OtherTenant, made.Id, Token));
    }

    [Fact]
    public async Task ReadMessageAsync_counts_and_tells_the_seal()
    {
        Assert.Equal(new MessageState(0, MessageSeal.None), await Attachments.ReadMessageAsync(Tenant, Message(1), Token));

        await AttachedAsync(New(content: 1));
        await AttachedAsync(New(content: 2));
        await Seals.SealAsync(Tenant, Message(1), new SealRules(false, false), Token);

        Assert.Equal(new MessageState(2, MessageSeal.Sealed), await Attachments.ReadMessageAsync(Tenant, Message(1), Token));
        Assert.Equal(new MessageState(0, MessageSeal.None), await Attachments.ReadMessageAsync(OtherTenant, Message(1), Token));
    }

    [Fact]
    public async Task ListAsync_lists_oldest_first_and_ties_by_id()
    {
        // Against the order of their ids, which is that of their making otherwise.
        foreach (var attachment in Enumerable.Range(1, 15).Select(content => New(content: content)).OrderByDescending(attachment => attachment.Id).ToList())
            await AttachedAsync(attachment);

        var listed = await ListAsync();

        Assert.Equal(15, listed.Count);
        Assert.Equal(listed.OrderBy(attachment => attachment.UploadedAt).ThenBy(attachment => attachment.Id), listed);
    }

    [Fact]
    public async Task ListAsync_gives_the_slice_and_the_total()
    {
        for (var content = 1; content <= 5; content++)
            await AttachedAsync(New(content: content));
        var all = await ListAsync();

        var slice = await Attachments.ListAsync(Tenant, Message(1), 1, 3, Token);

        Assert.Equal(all.Skip(1).Take(3), slice.Items);
        Assert.Equal(5, slice.Total);
    }

    [Fact]
    public async Task ListAsync_beyond_the_end_gives_the_total_alone()
    {
        await AttachedAsync(New());

        var slice = await Attachments.ListAsync(Tenant, Message(1), long.MaxValue, 10, Token);

        Assert.Empty(slice.Items);
        Assert.Equal(1, slice.Total);
    }

    [Fact]
    public async Task ListAsync_of_a_message_without_attachments_is_empty()
    {
        var slice = await Attachments.ListAsync(Tenant, Message(1), 0, 10, Token);

        Assert.Empty(slice.Items);
        Assert.Equal(0, slice.Total);
    }

    [Fact]
    public async Task FindReferencesAsync_gives_the_message_s_attachments_with_their_blobs()
    {
        var first = await AttachedAsync(New(content: 1));
        var second = await AttachedAsync(New(content: 2));
        await AttachedAsync(New(message: 2, content: 3));
        await AttachedAsync(New(content: 1, tenant: OtherTenant));

        var references = await Attachments.FindReferencesAsync(Tenant, Message(1), 10, Token);

        Assert.Equivalent(
            new[] { new AttachmentReference(first.Id, first.Blob), new AttachmentReference(second.Id, second.Blob) }, references, strict: true);
    }

    [Fact]
    public async Task FindReferencesAsync_keeps_its_limit()
    {
        for (var content = 1; content <= 4; content++)
            await AttachedAsync(New(content: content));

        Assert.Equal(3, (await Attachments.FindReferencesAsync(Tenant, Message(1), 3, Token)).Count);
    }

    [Fact]
    public async Task ListMessagesAsync_walks_over_every_message_once()
    {
        for (var message = 1; message <= 7; message++)
        {
            await AttachedAsync(New(message: message, content: 1));
            await AttachedAsync(New(message: message, content: 2));
        }

        await AttachedAsync(New(message: 1, tenant: OtherTenant));

        var walked = new List<TenantMessage>();
        IReadOnlyList<TenantMessage> page;
        do
        {
            page = await Blobs.ListMessagesAsync(walked.Count == 0 ? null : walked[^1], 3, Token);
            walked.AddRange(page);
        }
        while (page.Count > 0);

        var expected = Enumerable.Range(1, 7).Select(number => new TenantMessage(Tenant, Message(number))).Append(new TenantMessage(OtherTenant, Message(1)));
        Assert.Equal(8, walked.Count);
        Assert.Equal(expected.ToHashSet(), walked.ToHashSet());
    }
}
