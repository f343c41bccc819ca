using System.Net;
using Attachments.AspNetCore.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Attachments.AspNetCore.Tests.Routing;

public sealed class RoutingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PUT", "/api/v1/messages/m1/attachments", "GET, HEAD, POST")]
    [InlineData("DELETE", "/api/v1/messages/m1/attachments", "GET, HEAD, POST")]
    [InlineData("POST", "/api/v1/attachments/x/download", "GET, HEAD")]
    [InlineData("OPTIONS", "/api/v1/attachments/x/download", "GET, HEAD")]
    [InlineData("GET", "/api/v1/attachments/x", "DELETE")]
    [InlineData("PATCH", "/api/v1/attachments/x/metadata", "GET, HEAD")]
    [InlineData("DELETE", "/api/v1/attachments/policy", "GET, HEAD")]
    [InlineData("NONSENSE", "/api/v1/attachments/x/metadata", "GET, HEAD")]
    public async Task Wrong_method_is_405_with_allow(string method, string path, string allow)
    {
        await using var host = await TestHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await host.Client.SendAsync(request, Token);

        var problem = await response.ProblemAsync(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        Assert.Equal("Method not allowed", (string?)problem["error"]);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("GET", "/api/v1/attachments")]
    [InlineData("GET", "/api/v1/attachments/x/nothing")]
    [InlineData("POST", "/api/v1/attachments/x/download/more")]
    [InlineData("GET", "/api/v1/messages/m1/attachments/x")]
    public async Task Unknown_address_in_the_librarys_own_trees_is_404(string method, string path)
    {
        await using var host = await TestHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await host.Client.SendAsync(request, Token);

        await response.ProblemAsync(HttpStatusCode.NotFound, "route_not_found");
    }

    [Theory]
    [InlineData("GET", "/api/v1/own", "own")]
    [InlineData("GET", "/api/v1/messages/m1", "message m1")]
    [InlineData("GET", "/api/v1/attachments/stats", "stats")]
    [InlineData("PUT", "/api/v1/attachments/x/metadata", "put")]
    [InlineData("GET", "/api/v1/messages/m1/attachments/x/preview", "preview")]
    [InlineData("GET", "/elsewhere", "fallback")]
    [InlineData("GET", "/api/v1/elsewhere", "fallback")]
    public async Task Routes_of_the_host_are_not_shadowed(string method, string path, string answer)
    {
        await using var host = await TestHost.StartAsync(map: static app =>
        {
            app.MapAttachments();
            app.MapGet("/api/v1/own", static () => "own");
            app.MapGet("/api/v1/messages/{id}", static (string id) => "message " + id);
            app.MapGet("/api/v1/attachments/stats", static () => "stats");
            app.MapPut("/api/v1/attachments/{id}/metadata", static (string id) => "put");
            app.MapGet("/api/v1/messages/{m}/attachments/{a}/preview", static (string m, string a) => "preview");
            app.MapFallback(static () => "fallback");
        });
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await host.Client.SendAsync(request, Token);

        Assert.Equal(answer, await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Wrong_method_on_a_route_of_the_host_stays_405()
    {
        await using var host = await TestHost.StartAsync(map: static app =>
        {
            app.MapAttachments();
            app.MapGet("/api/v1/own", static () => "own");
        });

        using var response = await host.Client.PostAsync("/api/v1/own", null, Token);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1", "", "/api/v1/messages/m1/attachments", "/api/v1")]
    [InlineData("/", "", "/messages/m1/attachments", "")]
    [InlineData("", "", "/messages/m1/attachments", "")]
    [InlineData("api", "", "/api/messages/m1/attachments/", "/api")]
    [InlineData("/v1", "/app base", "/app%20base/v1/messages/m1/attachments", "/app%20base/v1")]
    public async Task Addresses_carry_path_base_and_prefix(string prefix, string pathBase, string path, string expected)
    {
        await using var host = await TestHost.StartAsync(map: app =>
        {
            if (pathBase.Length > 0)
                app.UsePathBase(pathBase);

            app.UseRouting();
            app.MapAttachments(prefix);
        });
        using var form = new MultipartFormDataContent { { new ByteArrayContent("x"u8.ToArray()), "file", "a.txt" } };

        using var response = await host.Client.PostAsync(path, form, Token);

        var json = await response.JsonAsync(HttpStatusCode.Created);
        Assert.Equal($"{expected}/attachments/{json["id"]}/download", (string?)json["url"]);
        Assert.Equal($"{expected}/attachments/{json["id"]}/metadata", response.Headers.Location?.ToString());
        using var metadata = await host.Client.GetAsync(response.Headers.Location, Token);
        Assert.Equal(HttpStatusCode.OK, metadata.StatusCode);
    }

    [Fact]
    public async Task Addresses_carry_route_groups_and_their_parameters()
    {
        await using var host = await TestHost.StartAsync(map: static app => app.MapGroup("/{culture}/mail").MapAttachments("/v1"));
        host.Service.Add("x"u8.ToArray());

        using var response = await host.Client.GetAsync("/de-CH/mail/v1/messages/m1/attachments", Token);

        var json = await response.JsonAsync();
        Assert.StartsWith("/de-CH/mail/v1/attachments/", (string?)json["data"]![0]!["url"]);
    }

    [Fact]
    public async Task Endpoints_can_be_mapped_twice()
    {
        await using var host = await TestHost.StartAsync(map: static app =>
        {
            app.MapAttachments("/a");
            app.MapAttachments("/b");
        });

        using var first = await host.Client.GetAsync("/a/messages/m1/attachments", Token);
        using var second = await host.Client.GetAsync("/b/messages/m1/attachments", Token);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task Conventions_go_to_all_endpoints_or_to_one()
    {
        await using var host = await TestHost.StartAsync(map: static app =>
        {
            var attachments = app.MapAttachments();
            attachments.Mark("all");
            attachments.Download.Mark("download");
            app.Use(static (context, next) =>
            {
                foreach (var marker in context.GetEndpoint()?.Metadata.GetOrderedMetadata<Marker>() ?? [])
                    context.Response.Headers.Append("X-Marker", marker.Name);

                return next();
            });
        });
        var attachment = host.Service.Add("x"u8.ToArray());
        using var head = new HttpRequestMessage(HttpMethod.Head, $"/api/v1/attachments/{attachment.Id}/download");

        using var list = await host.Client.GetAsync("/api/v1/messages/m1/attachments", Token);
        using var download = await host.Client.SendAsync(head, Token);

        Assert.Equal(["all"], list.Headers.GetValues("X-Marker"));
        Assert.Equal(["all", "download"], download.Headers.GetValues("X-Marker").Order());
    }

    [Fact]
    public void Mapping_without_adding_says_what_to_call()
    {
        var builder = WebApplication.CreateSlimBuilder();
        using var app = builder.Build();

        var exception = Assert.Throws<InvalidOperationException>(() => app.MapAttachments());

        Assert.Contains("AddAttachments", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Adding_twice_adds_once()
    {
        var services = new ServiceCollection();
        services.AddAttachments();
        var count = services.Count(static service => service.ServiceType.Namespace?.StartsWith("Microsoft.AspNetCore.Authorization", StringComparison.Ordinal) == true);

        services.AddAttachments();

        Assert.Equal(count, services.Count(static service => service.ServiceType.Namespace?.StartsWith("Microsoft.AspNetCore.Authorization", StringComparison.Ordinal) == true));
    }
}
