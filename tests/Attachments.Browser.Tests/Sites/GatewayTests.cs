using System.Net;
using System.Text;
using Attachments.Browser.Hosting;
using Attachments.Contract.Http;

namespace Attachments.Browser.Sites;

/// <summary>What the browser gets is what the host said.</summary>
public sealed class GatewayTests(Stage stage) : BrowserTests(stage)
{
    [Theory]
    [InlineData("note.txt", "text/plain", true)]
    [InlineData("note.txt", "text/plain", false)]
    [InlineData("page.html", "text/html", true)]
    public async Task Gateway_changes_nothing_of_an_answer(string fileName, string contentType, bool inline)
    {
        var attachment = await AttachAsync(HostKind.AsItComes, Encoding.UTF8.GetBytes("A note."), fileName, contentType);
        var address = new Uri(AddressOf(HostKind.AsItComes, attachment, inline));

        var direct = await Stage.HostOf(HostKind.AsItComes).As(Caller).GetAsync(address.PathAndQuery);
        var passed = await AskAsync(address, $"{Gateway.Session}={Session}");

        Assert.Equal(direct.ShouldBe(HttpStatusCode.OK).Transcript(), passed.Transcript());
    }

    [Fact]
    public async Task Browser_without_the_cookie_gets_nothing()
    {
        var attachment = await AttachAsync(HostKind.AsItComes, Encoding.UTF8.GetBytes("A note."), "note.txt", "text/plain");

        (await AskAsync(new Uri(AddressOf(HostKind.AsItComes, attachment, inline: true)), "session=another")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    // Not every resolver knows the names below localhost.
    private static async Task<Answer> AskAsync(Uri address, string cookie)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(address) { Host = "127.0.0.1" }.Uri);
        request.Headers.Host = address.Authority;
        request.Headers.Add("Cookie", cookie);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }
}
