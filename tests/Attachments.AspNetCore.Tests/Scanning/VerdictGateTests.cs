using System.Net;
using System.Text;
using Attachments.AspNetCore.Tests.Hosting;
using Attachments.Persistence;
using Attachments.Scanning;
using Attachments.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Attachments.AspNetCore.Tests.Scanning;

/// <summary>No route gives out bytes that their verdict forbids. Routes that are yet to come are looked at too.</summary>
public sealed class VerdictGateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ScanStatus.Infected)]
    [InlineData(ScanStatus.Unscannable)]
    [InlineData(ScanStatus.Pending)]
    public async Task Every_route_refuses_bytes_that_may_not_be_given_out(ScanStatus status)
    {
        await using var host = await GateHost.StartAsync();

        Assert.Empty(await GateInspection.FindFaultsAsync(host, status));
    }

    [Fact]
    public async Task Every_content_route_gives_out_safe_bytes_so_that_the_inspection_would_see_them()
    {
        await using var host = await GateHost.StartAsync();
        var contentRoutes = host.Routes.Where(route => route.Metadata.GetMetadata<AttachmentEndpointMetadata>()?.GivesContent == true && !IsHead(route)).ToList();

        var seen = await GateInspection.FindFaultsAsync(host, ScanStatus.Safe);

        Assert.NotEmpty(contentRoutes);
        Assert.All(contentRoutes, route => Assert.Contains(seen, fault => fault.StartsWith($"GET {route.RoutePattern.RawText} : 200 gives out", StringComparison.Ordinal)));
        Assert.Contains(seen, fault => fault.Contains("bytes=0-15", StringComparison.Ordinal) && fault.Contains(": 206 gives out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Route_that_takes_bytes_past_the_gate_is_found()
    {
        await using var host = await GateHost.StartAsync(static app => app.MapGet("/api/v1/attachments/{attachmentId}/raw", GiveRawAsync));

        var faults = await GateInspection.FindFaultsAsync(host, ScanStatus.Infected);

        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.StartsWith("GET /api/v1/attachments/{attachmentId}/raw", fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Content_route_that_tells_that_a_copy_is_fresh_before_it_asks_the_gate_is_found()
    {
        await using var host = await GateHost.StartAsync(static app => app
            .MapGet("/api/v1/attachments/{attachmentId}/preview", static (HttpRequest request) => Results.StatusCode(request.Headers.IfNoneMatch.Count > 0 ? 304 : 403))
            .WithMetadata(new AttachmentEndpointMetadata(Attachments.Access.AttachmentOperation.Download, givesContent: true)));

        var faults = await GateInspection.FindFaultsAsync(host, ScanStatus.Infected);

        Assert.Contains(faults, fault => fault.Contains("/preview", StringComparison.Ordinal) && fault.Contains(": 304 is not the refusal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Download_under_way_may_finish_and_the_next_one_is_refused_once_the_verdict_is_in()
    {
        // More than the buffers between server and client take.
        const int Padding = 20_000_000;
        await using var host = await GateHost.StartAsync();
        var attachment = await host.AttachAsync(ScanStatus.Safe, Padding);
        var url = new Uri($"/api/v1/attachments/{attachment.Id}/download", UriKind.Relative);
        using var running = await host.Client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, Token);
        await using var stream = await running.Content.ReadAsStreamAsync(Token);
        await stream.ReadExactlyAsync(new byte[GateHost.Marker.Length], Token);

        host.SetVerdict(attachment, ScanStatus.Infected);
        await host.Store.DeleteAsync(attachment.Key, Token);
        using var next = await host.Client.GetAsync(url, Token);
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest, Token);

        await next.ProblemAsync(HttpStatusCode.Forbidden, "malware_detected");
        Assert.Equal(attachment.Length - GateHost.Marker.Length, rest.Length);
        Assert.EndsWith(GateHost.Marker, Encoding.ASCII.GetString(rest.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Bytes_that_a_verdict_removes_before_they_are_opened_are_forbidden_and_not_missing(string method)
    {
        await using var host = await GateHost.StartAsync();
        var attachment = await host.AttachAsync(ScanStatus.Safe);
        host.Store.BeforeOpen = async key =>
        {
            host.SetVerdict(attachment, ScanStatus.Infected);
            await host.Store.DeleteAsync(key, Token);
        };
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/attachments/{attachment.Id}/download");

        using var response = await host.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Null(response.Headers.ETag);
    }

    private static bool IsHead(Microsoft.AspNetCore.Routing.RouteEndpoint route) =>
        route.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.IHttpMethodMetadata>()!.HttpMethods.Contains("HEAD");

    private static async Task GiveRawAsync(Guid attachmentId, HttpResponse response, IAttachmentRepository repository, IBlobStore store)
    {
        var attachment = (await repository.FindAsync(Attachments.Access.TenantId.Parse("t1"), new AttachmentId(attachmentId), Token))!;
        await using var reader = await store.OpenReadAsync(attachment.Key, 0, attachment.Length, Token);
        await reader!.CopyToAsync(response.BodyWriter, Token);
    }
}
