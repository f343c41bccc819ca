using System.Net;
using Attachments.AspNetCore.Tests.Hosting;
using Attachments.Content.Archives;
using Attachments.Content.Types;
using Attachments.Scanning;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.AspNetCore.Tests.Policies;

public sealed class PolicyTests
{
    private const string Policy = "/api/v1/attachments/policy";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Policy_has_its_members_in_their_order()
    {
        await using var host = await TestHost.StartAsync();

        using var response = await host.Client.GetAsync(Policy, Token);

        var policy = await response.JsonAsync();
        Assert.Equal(
            ["maxAttachmentSize", "maxAttachmentsPerMessage", "allowedMimeTypes", "refusedExtensions", "typeVerification", "archives", "scanning", "resumable", "quota"],
            policy.Select(static member => member.Key));
        Assert.Equal(26_214_400, (long)policy["maxAttachmentSize"]!);
        Assert.Equal(20, (int)policy["maxAttachmentsPerMessage"]!);
        Assert.Contains("application/pdf", policy["allowedMimeTypes"]!.AsArray().Select(static type => (string?)type));
        Assert.Contains("exe", policy["refusedExtensions"]!.AsArray().Select(static extension => (string?)extension));
        Assert.Equal(["maxEntries", "maxDepth", "maxExpandedSize", "maxRatio"], policy["archives"]!.AsObject().Select(static member => member.Key));
        Assert.Equal("off", (string?)policy["scanning"]);
        Assert.False((bool)policy["resumable"]!);
        Assert.Null(policy["quota"]);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("maxAttachmentSize", "1000")]
    [InlineData("maxAttachmentsPerMessage", "3")]
    [InlineData("allowedMimeTypes", """["text/plain","image/png"]""")]
    [InlineData("refusedExtensions", """["log","tmp"]""")]
    [InlineData("typeVerification", "\"strict\"")]
    [InlineData("archives", """{"maxEntries":1,"maxDepth":2,"maxExpandedSize":3,"maxRatio":4}""")]
    [InlineData("scanning", "\"inline\"")]
    public async Task Changed_option_changes_the_answer(string member, string value)
    {
        await using var host = await TestHost.StartAsync(static builder =>
        {
            builder.Services.Configure<AttachmentsOptions>(static limits => (limits.MaxAttachmentSize, limits.MaxAttachmentsPerMessage) = (1000, 3));
            builder.Services.Configure<ContentTypeOptions>(static types =>
                (types.Allowed, types.RefusedExtensions, types.Verification) = (["Text/Plain", "image/png"], [".LOG", "tmp"], ContentTypeVerification.Strict));
            builder.Services.Configure<ArchiveOptions>(static archives => (archives.MaxEntries, archives.MaxDepth, archives.MaxExpandedSize, archives.MaxRatio) = (1, 2, 3, 4));
            builder.Services.Configure<ScanningOptions>(static scanning => scanning.Mode = ScanMode.Inline);
        });

        var policy = await (await host.Client.GetAsync(Policy, Token)).JsonAsync();

        Assert.Equal(value, policy[member]!.ToJsonString());
    }

    [Fact]
    public async Task Unrestricted_types_show_as_an_empty_list()
    {
        await using var host = await TestHost.StartAsync(static builder => builder.Services.Configure<ContentTypeOptions>(static types => types.Allowed = []));

        var policy = await (await host.Client.GetAsync(Policy, Token)).JsonAsync();

        Assert.Empty(policy["allowedMimeTypes"]!.AsArray());
    }

    [Fact]
    public async Task Archives_that_are_not_looked_into_show_as_null()
    {
        await using var host = await TestHost.StartAsync(static builder => builder.Services.Configure<ArchiveOptions>(static archives => archives.MaxDepth = 0));

        var policy = await (await host.Client.GetAsync(Policy, Token)).JsonAsync();

        Assert.True(policy.ContainsKey("archives"));
        Assert.Null(policy["archives"]);
    }

    [Fact]
    public async Task Policy_needs_a_caller()
    {
        await using var host = await TestHost.StartAsync();
        using var anonymous = host.CreateClient(tenant: null, user: null);

        using var response = await anonymous.GetAsync(Policy, Token);

        await response.ProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Policy_that_is_switched_off_is_404(string method)
    {
        await using var host = await TestHost.StartAsync(attachments: static builder => builder.ConfigureHttp(static http => http.ServePolicy = false));
        using var request = new HttpRequestMessage(new HttpMethod(method), Policy);

        using var response = await host.Client.SendAsync(request, Token);

        await response.ProblemAsync(HttpStatusCode.NotFound, "route_not_found");
    }

    [Fact]
    public async Task Host_may_answer_itself_where_the_policy_is_switched_off()
    {
        await using var host = await TestHost.StartAsync(
            map: static app =>
            {
                app.MapAttachments();
                app.MapGet(Policy, static () => "own");
            },
            attachments: static builder => builder.ConfigureHttp(static http => http.ServePolicy = false));

        Assert.Equal("own", await host.Client.GetStringAsync(Policy, Token));
    }
}
