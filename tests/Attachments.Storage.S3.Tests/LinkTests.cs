using System.Net;
using Attachments.Storage.S3.Servers;
using Xunit;

namespace Attachments.Storage.S3;

public sealed class LinkTests : IAsyncLifetime
{
    private static readonly BlobLink Link = new("application/pdf", "attachment; filename=\"a b.pdf\"");

    private readonly TestBucket bucket = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => bucket.DisposeAsync();

    [Fact]
    public void Store_makes_no_links_unless_it_is_told_to() => Assert.False(((IBlobLinks)bucket.Store()).MakesLinks);

    [Fact]
    public async Task Link_answers_with_the_bytes_and_says_what_the_library_says_of_them()
    {
        var store = bucket.Store(("RedirectDownloads", "true"), ("LinkLifetime", "00:02:00"));
        var key = await store.PublishAsync([1, 2, 3]);

        var address = await ((IBlobLinks)store).MakeLinkAsync(key, Link, Token);

        Assert.True(((IBlobLinks)store).MakesLinks);
        Assert.Matches("X-Amz-Expires=12[01]&", address!.Query);
        using var client = new HttpClient();
        using var answer = await client.GetAsync(address, Token);
        Assert.Equal([1, 2, 3], await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(Link.ContentDisposition, answer.Content.Headers.ContentDisposition!.ToString());
        Assert.True(answer.Headers.CacheControl is { NoStore: true, Private: true });
    }

    // A service that is two minutes ahead would take a link of one minute for one that has run out.
    [Fact]
    public async Task Lifetime_is_by_the_services_clock()
    {
        await using var server = await ServiceProxy.StartAsync(answer: static (_, response, _) => response.Headers.Date = DateTimeOffset.UtcNow.AddMinutes(2));
        var store = bucket.Store(("ServiceUrl", server.Url), ("RedirectDownloads", "true"), ("LinkLifetime", "00:01:00"));
        var key = await store.PublishAsync([1, 2, 3]);

        var address = await ((IBlobLinks)store).MakeLinkAsync(key, Link, Token);

        Assert.Matches("X-Amz-Expires=1(7[5-9]|8[0-5])&", address!.Query);
    }

    [Fact]
    public async Task Link_that_was_changed_is_refused()
    {
        var store = bucket.Store(("RedirectDownloads", "true"));
        var key = await store.PublishAsync([1, 2, 3]);
        var address = await ((IBlobLinks)store).MakeLinkAsync(key, Link, Token);

        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(address!.ToString().Replace("pdf", "htm", StringComparison.Ordinal)), Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Missing_blob_has_no_link() =>
        Assert.Null(await ((IBlobLinks)bucket.Store(("RedirectDownloads", "true"))).MakeLinkAsync(Blobs.NewKey(), Link, Token));

    [Fact]
    public async Task Missing_bucket_is_a_fault_and_no_missing_blob()
    {
        var store = bucket.Store(("RedirectDownloads", "true"), ("Bucket", "no-such-bucket"));

        await Assert.ThrowsAsync<BlobStoreException>(() => ((IBlobLinks)store).MakeLinkAsync(Blobs.NewKey(), Link, Token).AsTask());
    }
}
