using System.Net;
using Attachments.Contract.Hosting;
using Attachments.Contract.Http;
using Attachments.Contract.Material;

namespace Attachments.Contract.Storage;

/// <summary>What a client's name and type make of an object in a bucket: nothing.</summary>
public sealed class S3ObjectTests(S3Host kind) : ContractTests(kind)
{
    private static readonly string[] Names =
    [
        "a\r\nx-amz-acl: public-read", "a\r\nx-amz-meta-verdict: safe\r\nx-amz-tagging: verdict=safe", "a\"; x-amz-storage-class=REDUCED_REDUNDANCY", "日本語 \u202Egpj.txt", "../../other-bucket/key.txt", "%0d%0ax-amz-acl:%20public-read.txt",
    ];

    private S3Storage Bucket => (S3Storage)Host.Storage;

    [Fact]
    public async Task Object_bears_nothing_that_its_client_sent()
    {
        foreach (var name in Names)
        {
            var bytes = Bytes.Fresh();
            await AttachAsync(Mail, bytes, name);

            var seen = await Bucket.DescribeAsync(await Host.BlobOfAsync(bytes));

            Assert.DoesNotContain("public", seen, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("verdict", seen, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("REDUCED", seen, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("type application/octet-stream\n", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("filename", seen, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Every_object_is_described_alike()
    {
        var descriptions = new HashSet<string>();
        foreach (var name in Names.Prepend("plain.txt"))
        {
            var bytes = Bytes.Fresh();
            await AttachAsync(Mail, bytes, name);
            descriptions.Add(await Bucket.DescribeAsync(await Host.BlobOfAsync(bytes)));
        }

        Assert.Single(descriptions);
    }

    [Fact]
    public async Task Redirected_answer_has_the_name_and_no_header_of_its_making()
    {
        await using var host = await Kind.StartAsync(("Attachments__Storage__S3__RedirectDownloads", "true"));
        using var store = new HttpClient();
        var expected = HeadersOf(await FollowAsync(host, store, "plain.txt"));

        foreach (var name in Names)
        {
            using var answer = await FollowAsync(host, store, name);

            Assert.Equal(expected, HeadersOf(answer));
            Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(RunningHost host, HttpClient store, string name)
    {
        var uploaded = await AttachAsync(host.As(User), Bytes.Fresh(), name);
        var redirect = (await host.As(User).DownloadAsync(uploaded.Id)).ShouldBe(HttpStatusCode.TemporaryRedirect);

        var answer = await store.GetAsync(new Uri(redirect.Header("Location")!), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal(uploaded.FileName, disposition.FileNameStar ?? disposition.FileName!.Trim('"'));
        return answer;
    }

    private static List<string> HeadersOf(HttpResponseMessage answer) =>
        [.. answer.Headers.NonValidated.Select(header => header.Key).Concat(answer.Content.Headers.NonValidated.Select(header => header.Key)).Order(StringComparer.OrdinalIgnoreCase)];

    // By the field, which can carry anything.
    private static async Task<AttachmentView> AttachAsync(MailClient mail, byte[] bytes, string name) =>
        AttachmentView.Of((await mail.UploadAsync(await mail.DraftAsync(), Form.Of(bytes).Field("filename", name))).ShouldBe(HttpStatusCode.Created).Json);
}
