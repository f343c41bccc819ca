using System.Net;
using Attachments.Contract.Hosting;

namespace Attachments.Contract.Listing;

/// <summary>Which attachments a list shows, and in which order.</summary>
public abstract class ListOrderTests(ContractHost kind) : ContractTests(kind)
{
    [Fact]
    public async Task List_is_oldest_first_and_ids_sort_the_same_way()
    {
        var message = await Mail.DraftAsync();
        var uploaded = new List<string>();
        for (var i = 0; i < 20; i++)
            uploaded.Add((await Mail.AttachAsync(message, $"file {i}", $"{19 - i}.txt")).Id);

        var listed = await Mail.AllOfAsync(message);

        Assert.Equal(uploaded, listed.Select(item => item.Id));
        Assert.Equal(uploaded.Order(StringComparer.Ordinal), uploaded);
        Assert.Equal(listed.Select(item => item.UploadedAt).Order(), listed.Select(item => item.UploadedAt));
    }

    [Fact]
    public async Task Pages_hold_every_attachment_once()
    {
        var message = await Mail.DraftAsync();
        var uploads = await Task.WhenAll(Enumerable.Range(0, 17).Select(i => Mail.AttachAsync(message, $"file {i}", $"{i}.txt")));

        var paged = new List<string>();
        for (var offset = 0; offset < 17; offset += 5)
        {
            var json = (await Mail.ListAsync(message, $"?offset={offset}&limit=5")).ShouldBe(HttpStatusCode.OK).Json;
            paged.AddRange(json.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
        }

        Assert.Equal(uploads.Select(upload => upload.Id).Order(StringComparer.Ordinal), paged.Order(StringComparer.Ordinal));
        Assert.Equal((await Mail.AllOfAsync(message)).Select(item => item.Id), paged);
    }

    [Theory]
    [InlineData("?limit=1", 1)]
    [InlineData("?limit=100", 2)]
    [InlineData("?offset=1", 1)]
    [InlineData("?offset=2", 0)]
    [InlineData("?offset=2147483647", 0)]
    [InlineData("", 2)]
    [InlineData("?unknown=1", 2)]
    public async Task Page_holds_what_lies_within_it(string query, int count)
    {
        var message = await Mail.DraftAsync();
        await Mail.AttachAsync(message, "one", "1.txt");
        await Mail.AttachAsync(message, "two", "2.txt");

        var json = (await Mail.ListAsync(message, query)).ShouldBe(HttpStatusCode.OK).Json;

        Assert.Equal(count, json.GetProperty("data").GetArrayLength());
        Assert.Equal(2, json.GetProperty("pagination").GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task List_shows_one_message_alone()
    {
        var (message, other) = (await Mail.DraftAsync(), await Mail.DraftAsync());
        var mine = await Mail.AttachAsync(message, "one");
        await Mail.AttachAsync(other, "two");

        var listed = await Mail.AllOfAsync(message);

        Assert.Equal([mine.Id], listed.Select(item => item.Id));
    }

    [Fact]
    public async Task List_of_a_sent_message_still_shows_its_attachments()
    {
        var message = await Mail.DraftAsync();
        var uploaded = await Mail.AttachAsync(message, "one");
        (await Mail.SendMessageAsync(message)).ShouldBe(HttpStatusCode.OK);

        Assert.Equal([uploaded.Id], (await Mail.AllOfAsync(message)).Select(item => item.Id));
    }

    [Fact]
    public async Task Url_in_a_list_leads_to_the_bytes()
    {
        var uploaded = await Mail.AttachAsync("follow me");
        var item = Assert.Single(await Mail.AllOfAsync(uploaded.MessageId));

        Assert.Equal("follow me", (await Mail.GetAsync(item.Url)).ShouldBe(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task List_is_json() => Assert.Equal("application/json", (await Mail.ListAsync(await Mail.DraftAsync())).MediaType);
}
