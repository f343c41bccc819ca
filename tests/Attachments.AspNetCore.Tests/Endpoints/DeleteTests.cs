using System.Net;
using Attachments.AspNetCore.Tests.Hosting;

namespace Attachments.AspNetCore.Tests.Endpoints;

public sealed class DeleteTests
{
    private static readonly byte[] Bytes = "0123456789"u8.ToArray();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // RFC 9110, section 13.2.2: a method is not performed where a condition does not hold.
    [Theory]
    [InlineData("If-Match", "\"other\"", 412)]
    [InlineData("If-Match", "*", 200)]
    [InlineData("If-Match", "\"84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882\"", 200)]
    [InlineData("If-None-Match", "*", 412)]
    [InlineData("If-None-Match", "\"other\"", 200)]
    [InlineData("If-Unmodified-Since", "Fri, 23 Jan 2026 10:30:15 GMT", 412)]
    [InlineData("If-Unmodified-Since", "Sat, 24 Jan 2026 10:30:15 GMT", 200)]
    public async Task Delete_heeds_conditions(string header, string value, int status)
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/attachments/{attachment.Id}");
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await host.Client.SendAsync(request, Token);

        Assert.Equal(status, (int)response.StatusCode);
        using var metadata = await host.Client.GetAsync($"/api/v1/attachments/{attachment.Id}/metadata", Token);
        Assert.Equal(status == 200 ? HttpStatusCode.NotFound : HttpStatusCode.OK, metadata.StatusCode);
    }

    // A policy may let somebody delete what they may not read.
    [Fact]
    public async Task Delete_under_a_condition_that_the_caller_may_not_ask_deletes_nothing()
    {
        await using var host = await TestHost.StartAsync();
        var attachment = host.Service.Add(Bytes);
        host.Service.ReadRefusal = Rejection.AttachmentNotFound;
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/attachments/{attachment.Id}");
        request.Headers.TryAddWithoutValidation("If-Match", "*");

        using var refused = await host.Client.SendAsync(request, Token);
        using var deleted = await host.Client.DeleteAsync($"/api/v1/attachments/{attachment.Id}", Token);

        await refused.ProblemAsync(HttpStatusCode.NotFound, "attachment_not_found");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
    }

    [Fact]
    public async Task Delete_tells_nobody_by_a_condition_what_they_may_not_read()
    {
        await using var host = await TestHost.StartAsync();
        var foreign = host.Service.Add(Bytes, user: "u2");
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/attachments/{foreign.Id}");
        request.Headers.TryAddWithoutValidation("If-Match", "\"other\"");

        using var response = await host.Client.SendAsync(request, Token);

        await response.ProblemAsync(HttpStatusCode.NotFound, "attachment_not_found");
    }
}
