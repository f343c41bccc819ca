using System.Net;
using Attachments.Access;
using Attachments.AspNetCore.Callers;
using Attachments.AspNetCore.Tests.Hosting;
using Attachments.Messages;
using Attachments.Storage;
using Attachments.Testing.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attachments.AspNetCore.Tests.Endpoints;

/// <summary>The endpoints on the library's own service, its rows and bytes in memory.</summary>
public sealed class RealServiceTests
{
    private const int Limit = 1000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_goes_through_its_life()
    {
        await using var app = await StartAsync();
        using var client = Client(app);

        using var upload = await client.PostAsync("/api/v1/messages/m1/attachments", Form("0123456789"u8.ToArray()), Token);
        var json = await upload.JsonAsync(HttpStatusCode.Created);
        var url = (string)json["url"]!;
        using var list = await client.GetAsync("/api/v1/messages/m1/attachments", Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Range", "bytes=2-4" } } };
        using var part = await client.SendAsync(request, Token);
        using var delete = await client.DeleteAsync(url.Replace("/download", "", StringComparison.Ordinal), Token);
        using var gone = await client.GetAsync(url, Token);

        Assert.Equal(1, (int)(await list.JsonAsync())["pagination"]!["total"]!);
        Assert.Equal("234", await part.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.OK, delete.StatusCode);
        await gone.ProblemAsync(HttpStatusCode.NotFound, "attachment_not_found");
    }

    [Theory]
    [InlineData(Limit, 201)]
    [InlineData(Limit + 1, 413)]
    [InlineData(0, 400)]
    public async Task Limit_counts_the_files_bytes_exactly(int length, int status)
    {
        await using var app = await StartAsync();
        using var client = Client(app);

        using var response = await client.PostAsync("/api/v1/messages/m1/attachments", Form(new byte[length]), Token);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("\r\n--b\r\nContent-Disposition: form-data; name=file\r\n\r\nagain\r\n--b--\r\n", "too_many_files")]
    [InlineData("\r\n--b\r\nContent-Disposition: form-data; name=filename\r\n\r\nevil.exe\r\n--b--\r\n", "type_not_allowed")]
    [InlineData("", "upload_interrupted")]
    public async Task Refusal_behind_the_file_leaves_nothing(string tail, string code)
    {
        await using var app = await StartAsync();
        using var client = Client(app);
        using var content = new StringContent("--b\r\nContent-Disposition: form-data; name=file; filename=a.txt\r\n\r\nhello" + tail);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");

        using var refused = await client.PostAsync("/api/v1/messages/m1/attachments", content, Token);
        using var list = await client.GetAsync("/api/v1/messages/m1/attachments", Token);

        await refused.ProblemAsync(HttpStatusCode.BadRequest, code);
        Assert.Equal(0, (int)(await list.JsonAsync())["pagination"]!["total"]!);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddAttachments().UseMessages<OneDraft>().UseInMemoryDatabase();
        builder.Services.Configure<AttachmentsOptions>(static options => options.MaxAttachmentSize = Limit);
        builder.Services.AddAuthentication(GatewayHeadersDefaults.AuthenticationScheme).AddAttachmentsGatewayHeaders();

        builder.Services.AddSingleton<IBlobStore>(new InMemoryBlobStore());

        var app = builder.Build();
        app.MapAttachments();
        await app.StartAsync(Token);
        return app;
    }

    private static HttpClient Client(WebApplication app) => new()
    {
        BaseAddress = new Uri(app.Urls.First()),
        DefaultRequestHeaders = { { "X-Tenant-ID", "t1" }, { "X-User-ID", "u1" } },
    };

    private static MultipartFormDataContent Form(byte[] bytes) => new() { { new ByteArrayContent(bytes), "file", "a.txt" } };

    private sealed class OneDraft : IMessageDirectory
    {
        public ValueTask<MessageInfo?> FindAsync(TenantId tenant, MessageId message, CancellationToken cancellationToken) =>
            new(message.Value == "m1" ? new MessageInfo(UserId.Parse("u1"), AcceptsAttachments: true) : null);
    }
}
